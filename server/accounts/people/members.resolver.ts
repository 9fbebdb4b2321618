import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { ChangePasswordInput, CreateMemberInput, MemberDetailsInput } from './member.input.js';
import { Member, NewMember } from './member.type.js';
import { viewMember } from './view-member.js';

@Authorized()
@Resolver()
export class MembersResolver {
  @Query(() => [Member], { description: 'The people of the account, the owner first.' })
  async members(@Ctx() { actor, services }: Context): Promise<Member[]> {
    const { apiKey } = await services.accounts.account(actor!);
    const members = await services.accounts.members.list(actor!);
    return members.map((member) => viewMember(member, apiKey));
  }

  @Mutation(() => NewMember, { description: 'Creates a person who signs in with username and password.' })
  async createMember(
    @Arg('input', () => CreateMemberInput) input: CreateMemberInput,
    @Ctx() { actor, services }: Context,
  ): Promise<NewMember> {
    const { member, password } = await services.accounts.members.create(actor!, input);
    return { member: viewMember(member, ''), password };
  }

  @Mutation(() => Member, { description: "Changes a person's name and role; takes effect immediately." })
  async updateMember(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => MemberDetailsInput) input: MemberDetailsInput,
    @Ctx() { actor, services }: Context,
  ): Promise<Member> {
    const { apiKey } = await services.accounts.account(actor!);
    return viewMember(await services.accounts.members.update(actor!, id, input), apiKey);
  }

  @Mutation(() => Member, { description: 'Removes a person and ends all their sessions immediately.' })
  async removeMember(@Arg('id', () => ID) id: string, @Ctx() { actor, services }: Context): Promise<Member> {
    return viewMember(await services.accounts.members.remove(actor!, id), '');
  }

  @Mutation(() => Member, { description: 'Changes your own password and ends your other sessions.' })
  async changePassword(
    @Arg('input', () => ChangePasswordInput) { current, password }: ChangePasswordInput,
    @Ctx() { actor, services, sessionToken }: Context,
  ): Promise<Member> {
    const { apiKey } = await services.accounts.account(actor!);
    return viewMember(await services.accounts.changePassword(actor!, current, password, sessionToken), apiKey);
  }
}
