import { Arg, Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { OriginsInput, OriginsType } from './origins.type.js';

@Authorized()
@Resolver(() => OriginsType)
export class OriginsResolver {
  @Query(() => OriginsType, { description: 'Origins whose pages may send requests, in addition to PUBLIC_URL.' })
  origins(@Ctx() { actor, services }: Context): Promise<OriginsType> {
    return services.origins.find(actor!);
  }

  @Mutation(() => OriginsType, {
    description: 'Sets the origins whose pages may send requests; takes effect immediately.',
  })
  setOrigins(
    @Arg('input', () => OriginsInput) { webApp, tools }: OriginsInput,
    @Ctx() { actor, services }: Context,
  ): Promise<OriginsType> {
    return services.origins.save(actor!, { webApp, tools });
  }
}
