import {
  Arg,
  Args,
  Authorized,
  Ctx,
  Extensions,
  FieldResolver,
  ID,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { Actor } from '../accounts/actor.js';
import type { Context } from '../context.js';
import { mapPage, PAGE_LIMIT } from '../page.js';
import { CallFilterArgs, CallsArgs, EventsArgs } from './call.input.js';
import { Call, CallConnection, Leg, toLeg } from './call.type.js';
import type { CallRow } from './calls.table.js';
import { CallEvent, EventConnection, toEvent } from './events/event.type.js';
import type { EventRow } from './events/events.table.js';
import { CallTotals, Outcome, outcomeIn } from './outcome/outcome.type.js';

/** What `subscribe` of a subscription is given. */
interface Watching<Args = { applicationId: string }> {
  args: Args;
  context: Context & { actor: Actor };
}

@Authorized()
@Resolver(() => Call)
export class CallsResolver {
  @Query(() => CallConnection, { description: 'Calls, newest first; agents get their own, and missed ones.' })
  calls(@Args(() => CallsArgs) query: CallsArgs, @Ctx() { services, actor }: Context): Promise<CallConnection> {
    return services.calls.list(actor!, query);
  }

  @Query(() => CallTotals, { description: 'How many calls there are, by the same filters as `calls`.' })
  callTotals(
    @Args(() => CallFilterArgs) query: CallFilterArgs,
    @Ctx() { services, actor }: Context,
  ): Promise<CallTotals> {
    return services.calls.totals(actor!, query);
  }

  @Query(() => Call, { description: 'A call by its id.' })
  call(@Arg('id', () => ID) id: string, @Ctx() { services, actor }: Context): Promise<Call> {
    return services.calls.get(actor!, id);
  }

  @Subscription(() => Call, {
    description: 'Each call that begins or changes; agents get their own, and missed ones.',
    subscribe: (watching) => {
      const { args, context } = watching as unknown as Watching;
      return context.services.calls.watch(context.actor, args.applicationId, context.signal);
    },
  })
  callChanged(@Root() row: CallRow, @Arg('applicationId', () => ID) _applicationId: string): Call {
    return row;
  }

  @Subscription(() => Call, {
    description: 'The call that a leg belongs to: its current state as soon as it is known, then every change.',
    subscribe: (watching) => {
      const { args, context } = watching as unknown as Watching<{ legUuid: string }>;
      return context.services.calls.watchOfLeg(context.actor, args.legUuid, context.signal);
    },
  })
  @Extensions({ beginsWithNow: true })
  callOfLeg(@Root() row: CallRow, @Arg('legUuid', () => ID) _legUuid: string): Call {
    return row;
  }

  @FieldResolver(() => Boolean, { description: 'Whether the call is in progress.' })
  live(@Root() call: Call): boolean {
    return call.endedAt === null;
  }

  @FieldResolver(() => Outcome, {
    nullable: true,
    description: 'How it ended, and why; null while it is live.',
  })
  outcome(@Root() row: CallRow): Outcome | null {
    return outcomeIn(row);
  }

  @FieldResolver(() => [String], { description: 'Names of the agents who talked to the contact, in order.' })
  agents(@Root() row: CallRow): string[] {
    return row.agents ?? [];
  }

  @FieldResolver(() => Date, {
    nullable: true,
    description: 'Since when one of its parties has been on hold; null if no one is.',
  })
  async heldSince(@Root() call: Call, @Ctx() { services }: Context): Promise<Date | null> {
    const held = (await services.calls.legsOf(call.id)).map(toLeg).flatMap((leg) => leg.heldSince ?? []);
    return held.sort((left, right) => left.getTime() - right.getTime())[0] ?? null;
  }

  @FieldResolver(() => [Leg], { description: 'Legs, in order of their start.' })
  async legs(@Root() call: Call, @Ctx() { services }: Context): Promise<Leg[]> {
    const start = (leg: Leg) => leg.startedAt?.getTime() ?? 0;
    return (await services.calls.legsOf(call.id)).map(toLeg).sort((left, right) => start(left) - start(right));
  }

  @FieldResolver(() => [CallEvent], {
    description: `The first ${PAGE_LIMIT} events, oldest first; the query \`events\` returns all of them.`,
  })
  async events(@Root() call: Call, @Ctx() { services }: Context): Promise<CallEvent[]> {
    return (await services.calls.eventsOf(call.id)).map(toEvent);
  }
}

@Authorized()
@Resolver(() => CallEvent)
export class EventsResolver {
  @Query(() => EventConnection, {
    description: 'Events of an application or of one call, newest first; agents must give one of their own calls.',
  })
  async events(
    @Args(() => EventsArgs) query: EventsArgs,
    @Ctx() { services, actor }: Context,
  ): Promise<EventConnection> {
    return mapPage(await services.calls.listEvents(actor!, query), toEvent);
  }

  @Subscription(() => CallEvent, {
    description: 'Each event once it has been applied; not for agents.',
    subscribe: (watching) => {
      const { args, context } = watching as unknown as Watching<{ applicationId: string; callId?: string | null }>;
      const { applicationId, callId = null } = args;
      return context.services.calls.watchEvents(context.actor, { applicationId, callId }, context.signal);
    },
  })
  eventAdded(
    @Root() row: EventRow,
    @Arg('applicationId', () => ID) _applicationId: string,
    @Arg('callId', () => ID, { nullable: true, description: 'Only the events of this call.' }) _callId: string | null,
  ): CallEvent {
    return toEvent(row);
  }
}
