import { Authorized, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { Viewer } from './account.type.js';

@Authorized()
@Resolver()
export class AccountsResolver {
  @Query(() => Viewer, { nullable: true, description: 'Who is signed in in this slot; null when nobody is.' })
  async viewer(@Ctx() { actor, services, slot }: Context): Promise<Viewer | null> {
    if (!actor) return null;
    const { name, ...member } = await services.accounts.member(actor);
    const account = await services.accounts.account(actor);
    return { ...member, name: name ?? account.apiKey, slot };
  }
}
