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
  @Query(() => [Invitation], { description: 'One-time links that were neither used nor withdrawn; the oldest first.' })
  async invitations(@Ctx() { actor, services }: Context): Promise<Invitation[]> {
    const open = await services.accounts.invitations.list(actor!);
    return open.map(({ member, ...invitation }) => ({ ...invitation, member: viewMember(member, '') }));
  }

  @Mutation(() => IssuedInvitation, { description: 'Adds a person, who sets the password through a one-time link.' })
  async inviteMember(
    @Arg('input', () => InviteMemberInput) input: InviteMemberInput,
    @Ctx() context: Context,
  ): Promise<IssuedInvitation> {
    return withLink(await context.services.accounts.members.invite(context.actor!, input), context);
  }

  @Mutation(() => IssuedInvitation, {
    description: 'Makes a new one-time link for a person; the old password and every session end at once.',
  })
  async resetPassword(@Arg('memberId', () => ID) memberId: string, @Ctx() context: Context): Promise<IssuedInvitation> {
    return withLink(await context.services.accounts.members.resetPassword(context.actor!, memberId), context);
  }

  @Mutation(() => Boolean, { description: 'Withdraws a link; a person who never joined is forgotten with it.' })
  async revokeInvitation(@Arg('id', () => ID) id: string, @Ctx() { actor, services }: Context): Promise<boolean> {
    await services.accounts.invitations.revoke(actor!, id);
    return true;
  }

  @FieldResolver(() => OpenedInvitation, {
    description:
      'Whom a one-time link is for; an error with the rule invitationUsed, invitationExpired, … when it is no good.',
  })
  async invitation(@Arg('token', () => String) token: string, @Ctx() { services }: Context): Promise<OpenedInvitation> {
    const { invitation, member } = await services.accounts.invitations.read(token);
    const { name, displayName } = viewMember(member, '');
    return { purpose: invitation.purpose, name, displayName };
  }

  @Mutation(() => Viewer, { description: 'Sets a password through a one-time link, and signs the person in.' })
  async acceptInvitation(
    @Arg('input', () => AcceptInvitationInput) input: AcceptInvitationInput,
    @Ctx() context: Context,
  ): Promise<Viewer> {
    return enter(context, await context.services.accounts.acceptInvitation(input, visitOf(context)));
  }
}

/** The token stands behind the #: a browser sends that part to nobody, so it comes into no log and no referrer. */
async function withLink({ invitation, member, token }: Issued, { actor, services, client }: Context) {
  const { apiKey, publicUrl } = await services.accounts.account(actor!);
  return {
    invitation: { ...invitation, expired: false, member: viewMember(member, apiKey) },
    link: `${client.origin ?? publicUrl}/u/a/join#${token}`,
  };
}
