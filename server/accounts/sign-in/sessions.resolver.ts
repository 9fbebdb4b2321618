import { Arg, Authorized, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { viewMember } from '../people/view-member.js';
import { readDevice } from './read-device.js';
import { Session } from './session.type.js';

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
    return sessions.map(({ userAgent, member, ...session }) => ({
      ...session,
      ...readDevice(userAgent),
      member: viewMember(member, apiKey),
    }));
  }

  @Mutation(() => Boolean, {
    description: "Ends a session and closes its subscriptions: your own, or for admins anyone's.",
  })
  async endSession(@Arg('id', () => ID) id: string, @Ctx() { actor, services }: Context): Promise<boolean> {
    await services.accounts.sessions.end(actor!, id);
    return true;
  }

  @Mutation(() => Int, {
    description:
      "Ends all sessions of a person except the current one: your own, or for admins anyone's. Returns how many were ended.",
  })
  async endSessions(
    @Arg('memberId', () => ID, { nullable: true, description: 'Yourself by default.' }) memberId: string | null,
    @Ctx() { actor, services, sessionToken }: Context,
  ): Promise<number> {
    return services.accounts.sessions.endOthers(actor!, memberId ?? actor!.memberId, sessionToken);
  }
}
