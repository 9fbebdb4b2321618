import { Arg, Authorized, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { CreateMemberInput } from './account.input.js';
import { Member, NewMember } from './member.type.js';

@Authorized()
@Resolver()
export class MembersResolver {
  @Query(() => [Member], { description: 'The people who sign in here; the owner first.' })
  async members(@Ctx() { actor, services }: Context): Promise<Member[]> {
    const { apiKey } = await services.accounts.account(actor!);
    const members = await services.accounts.members.list(actor!);
    return members.map((member) => ({ ...member, name: member.name ?? apiKey }));
  }

  @Mutation(() => NewMember, { description: 'Lets a person sign in by name and password.' })
  async createMember(
    @Arg('input', () => CreateMemberInput) input: CreateMemberInput,
    @Ctx() { actor, services }: Context,
  ): Promise<NewMember> {
    const { member, password } = await services.accounts.members.create(actor!, input);
    return { member: { ...member, name: member.name! }, password };
  }
}
