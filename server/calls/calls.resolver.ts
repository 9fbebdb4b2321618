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
import { CallsArgs, EventsArgs } from './call.input.js';
import { Call, CallConnection, Leg, toLeg } from './call.type.js';
import type { CallRow } from './calls.table.js';
import { CallEvent, EventConnection, toEvent } from './events/event.type.js';
import type { EventRow } from './events/events.table.js';

/** What `subscribe` of a subscription is given. */
interface Watching<Args = { applicationId: string }> {
  args: Args;
  context: Context & { actor: Actor };
}

@Authorized()
@Resolver(() => Call)
export class CallsResolver {
  @Query(() => CallConnection, { description: 'Calls, the newest first; an agent gets his own.' })
  calls(@Args(() => CallsArgs) query: CallsArgs, @Ctx() { services, actor }: Context): Promise<CallConnection> {
    return services.calls.list(actor!, query);
  }

  @Query(() => Call, { description: 'One call.' })
  call(@Arg('id', () => ID) id: string, @Ctx() { services, actor }: Context): Promise<Call> {
    return services.calls.get(actor!, id);
  }

  @Subscription(() => Call, {
    description: 'Each call that begins or changes; an agent gets his own.',
    subscribe: (watching) => {
      const { args, context } = watching as unknown as Watching;
      return context.services.calls.watch(context.actor, args.applicationId, context.signal);
    },
  })
  callChanged(@Root() row: CallRow, @Arg('applicationId', () => ID) _applicationId: string): Call {
    return row;
  }

  @Subscription(() => Call, {
    description: 'The call that a leg belongs to, as it is now or as soon as it is known, and whenever it changes.',
    subscribe: (watching) => {
      const { args, context } = watching as unknown as Watching<{ legUuid: string }>;
      return context.services.calls.watchOfLeg(context.actor, args.legUuid, context.signal);
    },
  })
  @Extensions({ beginsWithNow: true })
  callOfLeg(@Root() row: CallRow, @Arg('legUuid', () => ID) _legUuid: string): Call {
    return row;
  }

  @FieldResolver(() => Boolean, { description: 'Whether it is going on.' })
  live(@Root() call: Call): boolean {
    return call.endedAt === null;
  }

  @FieldResolver(() => Date, {
    nullable: true,
    description: 'Since when one of its parties has been on hold; null when nobody is.',
  })
  async heldSince(@Root() call: Call, @Ctx() { services }: Context): Promise<Date | null> {
    const held = (await services.calls.legsOf(call.id)).map(toLeg).flatMap((leg) => leg.heldSince ?? []);
    return held.sort((left, right) => left.getTime() - right.getTime())[0] ?? null;
  }

  @FieldResolver(() => [Leg], { description: 'In the order in which they began.' })
  async legs(@Root() call: Call, @Ctx() { services }: Context): Promise<Leg[]> {
    const start = (leg: Leg) => leg.startedAt?.getTime() ?? 0;
    return (await services.calls.legsOf(call.id)).map(toLeg).sort((left, right) => start(left) - start(right));
  }

  @FieldResolver(() => [CallEvent], {
    description: `The first ${PAGE_LIMIT}, the oldest first; the query \`events\` gives all of them.`,
  })
  async events(@Root() call: Call, @Ctx() { services }: Context): Promise<CallEvent[]> {
    return (await services.calls.eventsOf(call.id)).map(toEvent);
  }
}

@Authorized()
@Resolver(() => CallEvent)
export class EventsResolver {
  @Query(() => EventConnection, {
    description: 'Events, the newest first: of an application, or of one call (as an agent: of a call of his own).',
  })
  async events(
    @Args(() => EventsArgs) query: EventsArgs,
    @Ctx() { services, actor }: Context,
  ): Promise<EventConnection> {
    return mapPage(await services.calls.listEvents(actor!, query), toEvent);
  }

  @Subscription(() => CallEvent, {
    description: 'Each event when it has been applied; not for agents.',
    subscribe: (watching) => {
      const { args, context } = watching as unknown as Watching;
      return context.services.calls.watchEvents(context.actor, args.applicationId, context.signal);
    },
  })
  eventAdded(@Root() row: EventRow, @Arg('applicationId', () => ID) _applicationId: string): CallEvent {
    return toEvent(row);
  }
}
