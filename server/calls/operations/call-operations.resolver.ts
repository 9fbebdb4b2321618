import {
  Arg,
  Authorized,
  Ctx,
  Extensions,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  Query,
  Resolver,
  Root,
  registerEnumType,
  Subscription,
} from 'type-graphql';
import type { Actor } from '../../accounts/actor.js';
import type { Context } from '../../context.js';
import { Call } from '../call.type.js';
import { CallNote, Consult } from '../consult/consult.type.js';
import type { ConsultEnd } from '../consult/consults.js';
import type { TransferTarget } from './call-operations.js';

/** What `subscribe` of a subscription is given. */
interface Watching {
  args: { legUuid: string };
  context: Context & { actor: Actor };
}

const ConsultEndEnum = { JOIN: 'join', HAND_OVER: 'handOver', BACK: 'back' } as const;
registerEnumType(ConsultEndEnum, {
  name: 'ConsultEnd',
  description: 'How a consultation ends.',
  valuesConfig: {
    JOIN: { description: 'All three talk.' },
    HAND_OVER: { description: 'The agent leaves; the other two talk.' },
    BACK: { description: 'The consulted one leaves; the agent talks with the other side again.' },
  },
});

@InputType({ description: 'Whom a call is passed on to: a user or a number, one of the two.' })
export class TransferTargetInput implements TransferTarget {
  @Field(() => String, { nullable: true, description: 'A user of the application.' })
  userName?: string | null;

  @Field(() => String, { nullable: true, description: 'E.164; spaces and + do not matter.' })
  number?: string | null;
}

/** What an agent does with the call that he is in; `legUuid` is his own leg, the call id of the Client SDK. */
@Authorized()
@Resolver()
export class CallOperationsResolver {
  @Mutation(() => Boolean, { description: 'The other side hears music; the agent hears nothing and is not heard.' })
  async holdCall(@Arg('legUuid', () => ID) legUuid: string, @Ctx() { services, actor }: Context): Promise<boolean> {
    await services.operations.hold(actor!, legUuid);
    return true;
  }

  @Mutation(() => Boolean, { description: 'Both sides talk again.' })
  async resumeCall(@Arg('legUuid', () => ID) legUuid: string, @Ctx() { services, actor }: Context): Promise<boolean> {
    await services.operations.resume(actor!, legUuid);
    return true;
  }

  @Mutation(() => Boolean, { description: 'Passes the other side on without asking first; the agent leaves the call.' })
  async transferCall(
    @Arg('legUuid', () => ID) legUuid: string,
    @Arg('target', () => TransferTargetInput) target: TransferTargetInput,
    @Arg('held', () => Boolean, { defaultValue: false, description: 'Whether the other side is on hold.' })
    held: boolean,
    @Ctx() { services, actor }: Context,
  ): Promise<boolean> {
    await services.operations.transfer(actor!, legUuid, target, held);
    return true;
  }

  @Mutation(() => Boolean, { description: "Ends the agent's own leg, answered or not." })
  async hangUpLeg(@Arg('legUuid', () => ID) legUuid: string, @Ctx() { services, actor }: Context): Promise<boolean> {
    await services.operations.hangUp(actor!, legUuid);
    return true;
  }

  @Query(() => Consult, {
    nullable: true,
    description: 'The consultation that the agent with this leg is in; null without one.',
  })
  consult(@Arg('legUuid', () => ID) legUuid: string, @Ctx() { services, actor }: Context): Promise<Consult | null> {
    return services.operations.consultOf(actor!, legUuid);
  }

  @Subscription(() => Consult, {
    nullable: true,
    description:
      'The consultation of the agent with this leg as it is now, and whenever it changes; null when it is over.',
    subscribe: (watching) => {
      const { args, context } = watching as unknown as Watching;
      return context.services.operations.watchConsult(context.actor, args.legUuid, context.signal);
    },
  })
  @Extensions({ beginsWithNow: true })
  consultChanged(@Root() consult: Consult | null, @Arg('legUuid', () => ID) _legUuid: string): Consult | null {
    return consult;
  }

  @Mutation(() => Consult, { description: 'Calls somebody for the agent alone, while the other side hears music.' })
  consultCall(
    @Arg('legUuid', () => ID) legUuid: string,
    @Arg('target', () => TransferTargetInput) target: TransferTargetInput,
    @Ctx() { services, actor }: Context,
  ): Promise<Consult> {
    return services.operations.consult(actor!, legUuid, target);
  }

  @Mutation(() => Boolean, { description: 'Ends the consultation that the agent with this leg is in.' })
  async endConsult(
    @Arg('legUuid', () => ID) legUuid: string,
    @Arg('how', () => ConsultEndEnum) how: ConsultEnd,
    @Ctx() { services, actor }: Context,
  ): Promise<boolean> {
    await services.operations.endConsult(actor!, legUuid, how);
    return true;
  }

  @Query(() => String, { description: 'What the agent with this leg has written down; empty when nothing.' })
  callNote(@Arg('legUuid', () => ID) legUuid: string, @Ctx() { services, actor }: Context): Promise<string> {
    return services.operations.noteOf(actor!, legUuid);
  }

  @Mutation(() => Boolean, {
    description: 'Keeps what the agent with this leg writes down, in place of what stood there; also after the call.',
  })
  async writeCallNote(
    @Arg('legUuid', () => ID) legUuid: string,
    @Arg('text', () => String, { description: 'At most 5000 characters.' }) text: string,
    @Ctx() { services, actor }: Context,
  ): Promise<boolean> {
    await services.operations.writeNote(actor!, legUuid, text);
    return true;
  }
}

/** What agents do in a call, as everybody sees it who may see the call. */
@Authorized()
@Resolver(() => Call)
export class CallWorkResolver {
  @FieldResolver(() => Consult, { nullable: true, description: 'The consultation under way in it.' })
  consult(@Root() call: Call, @Ctx() { services }: Context): Promise<Consult | null> {
    return services.operations.consults.ofCall(call.id);
  }

  @FieldResolver(() => [CallNote], { description: 'What its agents have written down, the oldest first.' })
  notes(@Root() call: Call, @Ctx() { services }: Context): Promise<CallNote[]> {
    return services.operations.notes.ofCall(call.id);
  }
}
