import { Arg, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { SignInOptions } from '../account.type.js';
import { enter, visitOf } from '../accounts.resolver.js';
import { Invitation, IssuedInvitation, OpenedInvitation } from './invitation.type.js';
import type { IssuedInvitation as Issued } from './invitations.js';
import { AcceptInvitationInput, InviteMemberInput } from './member.input.js';
import { Viewer } from './member.type.js';
import { viewMember } from './view-member.js';

@Authorized()
@Resolver(() => SignInOptions)
export class InvitationsResolver {
  @Query(() => [Invitation], { description: 'Single-use links that are neither used nor revoked, oldest first.' })
  async invitations(@Ctx() { actor, services }: Context): Promise<Invitation[]> {
    const open = await services.accounts.invitations.list(actor!);
    return open.map(({ member, ...invitation }) => ({ ...invitation, member: viewMember(member, '') }));
  }

  @Mutation(() => IssuedInvitation, { description: 'Adds a person, who sets a password with a single-use link.' })
  async inviteMember(
    @Arg('input', () => InviteMemberInput) input: InviteMemberInput,
    @Ctx() context: Context,
  ): Promise<IssuedInvitation> {
    return withLink(await context.services.accounts.members.invite(context.actor!, input), context);
  }

  @Mutation(() => IssuedInvitation, {
    description: 'Creates a single-use link for a person; the old password and all their sessions end immediately.',
  })
  async resetPassword(@Arg('memberId', () => ID) memberId: string, @Ctx() context: Context): Promise<IssuedInvitation> {
    return withLink(await context.services.accounts.members.resetPassword(context.actor!, memberId), context);
  }

  @Mutation(() => Invitation, { description: 'Revokes a link; a person who has never joined is removed with it.' })
  async revokeInvitation(@Arg('id', () => ID) id: string, @Ctx() { actor, services }: Context): Promise<Invitation> {
    const { member, ...invitation } = await services.accounts.invitations.revoke(actor!, id);
    return { ...invitation, member: viewMember(member, '') };
  }

  @FieldResolver(() => OpenedInvitation, {
    description:
      'The person a single-use link is for. Fails with the rule invitationUsed, invitationExpired, … if the link is not valid.',
  })
  async invitation(@Arg('token', () => String) token: string, @Ctx() { services }: Context): Promise<OpenedInvitation> {
    const { invitation, member } = await services.accounts.invitations.read(token);
    const { name, displayName } = viewMember(member, '');
    return { purpose: invitation.purpose, name, displayName };
  }

  @Mutation(() => Viewer, { description: 'Sets a password with a single-use link and signs the person in.' })
  async acceptInvitation(
    @Arg('input', () => AcceptInvitationInput) input: AcceptInvitationInput,
    @Ctx() context: Context,
  ): Promise<Viewer> {
    return enter(context, await context.services.accounts.acceptInvitation(input, visitOf(context)));
  }
}

/** The token comes after `#`: browsers never send that part, so it does not reach logs or referrers. */
async function withLink({ invitation, member, token }: Issued, { actor, services, client }: Context) {
  const { apiKey, publicUrl } = await services.accounts.account(actor!);
  return {
    invitation: { ...invitation, expired: false, member: viewMember(member, apiKey) },
    link: `${client.origin ?? publicUrl}/u/a/join#${token}`,
  };
}
