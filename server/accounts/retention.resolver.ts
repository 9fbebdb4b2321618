import { Arg, Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { RetentionInput, RetentionType } from './retention.type.js';

@Authorized()
@Resolver(() => RetentionType)
export class RetentionResolver {
  @Query(() => RetentionType, { description: 'How long calls and events are kept.' })
  retention(@Ctx() { actor, services }: Context): Promise<RetentionType> {
    return services.retention.find(actor!);
  }

  @Mutation(() => RetentionType, {
    description: 'Sets how long calls and events are kept. Anything older is deleted permanently right away.',
  })
  setRetention(
    @Arg('input', () => RetentionInput) { eventDays = null, callDays = null }: RetentionInput,
    @Ctx() { actor, services }: Context,
  ): Promise<RetentionType> {
    return services.retention.save(actor!, { eventDays, callDays });
  }
}
