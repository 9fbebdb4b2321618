import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { viewMember } from '../people/view-member.js';
import { readDevice } from './read-device.js';
import { Session } from './session.type.js';
import type { SessionView } from './session-list.js';

@Authorized()
@Resolver(() => Session)
export class SessionsResolver {
  @Query(() => [Session], { description: 'Your sessions, most recently used first; at most 500.' })
  async sessions(
    @Arg('everybody', () => Boolean, {
      defaultValue: false,
      description: 'Whether to return the sessions of all people; for admins.',
    })
    everybody: boolean,
    @Ctx() { actor, services, sessionToken }: Context,
  ): Promise<Session[]> {
    const { apiKey } = await services.accounts.account(actor!);
    const sessions = await services.accounts.sessions.list(actor!, everybody, sessionToken);
    return sessions.map((session) => toSession(session, apiKey));
  }

  @Mutation(() => Session, {
    description: "Ends a session and closes its subscriptions: your own, or for admins anyone's.",
  })
  async endSession(
    @Arg('id', () => ID) id: string,
    @Ctx() { actor, services, sessionToken }: Context,
  ): Promise<Session> {
    const { apiKey } = await services.accounts.account(actor!);
    return toSession(await services.accounts.sessions.end(actor!, id, sessionToken), apiKey);
  }

  @Mutation(() => [Session], {
    description:
      "Ends all sessions of a person except the current one: your own, or for admins anyone's. Returns those that were ended.",
  })
  async endSessions(
    @Arg('memberId', () => ID, { nullable: true, description: 'Yourself by default.' }) memberId: string | null,
    @Ctx() { actor, services, sessionToken }: Context,
  ): Promise<Session[]> {
    const { apiKey } = await services.accounts.account(actor!);
    const ended = await services.accounts.sessions.endOthers(actor!, memberId ?? actor!.memberId, sessionToken);
    return ended.map((session) => toSession(session, apiKey));
  }
}

function toSession({ userAgent, member, ...session }: SessionView, apiKey: string): Session {
  return { ...session, ...readDevice(userAgent), member: viewMember(member, apiKey) };
}
