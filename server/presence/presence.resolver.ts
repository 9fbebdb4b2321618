import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql';
import type { Actor } from '../accounts/actor.js';
import type { Context } from '../context.js';
import { Agent } from './agent.type.js';
import type { AgentView } from './presence.service.js';

/** What `subscribe` of a subscription is given. */
interface Watching {
  args: { applicationId: string };
  context: Context & { actor: Actor };
}

@Authorized()
@Resolver(() => Agent)
export class PresenceResolver {
  @Query(() => [Agent], { description: 'Users of an application with what they are doing, by name.' })
  agents(@Arg('applicationId', () => ID) applicationId: string, @Ctx() { actor, services }: Context): Promise<Agent[]> {
    return services.presence.list(actor!, applicationId);
  }

  @Subscription(() => Agent, {
    description: 'Each agent whose state changes.',
    subscribe: (watching) => {
      const { args, context } = watching as unknown as Watching;
      return context.services.presence.watch(context.actor, args.applicationId, context.signal);
    },
  })
  agentChanged(@Root() agent: AgentView, @Arg('applicationId', () => ID) _applicationId: string): Agent {
    return agent;
  }

  @Mutation(() => Agent, {
    description: 'Sets whether an agent is away. Calls ring them nevertheless; colleagues see it before a transfer.',
  })
  setAway(
    @Arg('applicationId', () => ID) applicationId: string,
    @Arg('userName', () => String) userName: string,
    @Arg('away', () => Boolean, { description: 'False: available again.' }) away: boolean,
    @Ctx() { actor, services }: Context,
  ): Promise<Agent> {
    return services.presence.setAway(actor!, { applicationId, userName }, away);
  }

  @Mutation(() => Boolean, {
    description:
      'Reports whether an agent can be rung in a page. Repeat it every 20 seconds: a report is forgotten after 60 seconds.',
  })
  async reportLine(
    @Arg('applicationId', () => ID) applicationId: string,
    @Arg('userName', () => String) userName: string,
    @Arg('tab', () => String, {
      description: 'Id that the page has made for itself: 1 to 64 letters, digits, hyphens or underscores.',
    })
    tab: string,
    @Arg('ready', () => Boolean, { description: 'False when the page closes or is signed out.' }) ready: boolean,
    @Ctx() { actor, services }: Context,
  ): Promise<boolean> {
    await services.presence.reportLine(actor!, { applicationId, userName }, tab, ready);
    return true;
  }
}
