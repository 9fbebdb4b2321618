import { Authorized, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { SetUpCheckType } from './set-up-check.type.js';

@Authorized()
@Resolver()
export class SetUpChecksResolver {
  @Query(() => [SetUpCheckType], {
    description: 'Checks the set-up here and at Vonage without a phone call; up to 20 applications.',
  })
  setUpChecks(@Ctx() { actor, services }: Context): Promise<SetUpCheckType[]> {
    return services.setUpChecks.list(actor!);
  }
}
