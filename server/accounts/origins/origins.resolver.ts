import { Arg, Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { OriginsInput, OriginsType } from './origins.type.js';

@Authorized()
@Resolver(() => OriginsType)
export class OriginsResolver {
  @Query(() => OriginsType, { description: 'Which pages may ask this server, beside those at PUBLIC_URL.' })
  origins(@Ctx() { actor, services }: Context): Promise<OriginsType> {
    return services.origins.find(actor!);
  }

  @Mutation(() => OriginsType, { description: 'Says which pages may ask this server; it counts at once.' })
  setOrigins(
    @Arg('input', () => OriginsInput) { webApp, tools }: OriginsInput,
    @Ctx() { actor, services }: Context,
  ): Promise<OriginsType> {
    return services.origins.save(actor!, { webApp, tools });
  }
}
