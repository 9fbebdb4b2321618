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
import type { ConsultEnd } from './call-operations.js';
import { Operation } from './operation.type.js';
import type { TransferTarget } from './talk.js';

/** What `subscribe` of a subscription is given. */
interface Watching {
  args: { legUuid: string };
  context: Context & { actor: Actor };
}

const ConsultEndEnum = { COMPLETE: 'complete', MERGE: 'merge', CANCEL: 'cancel' } as const;
registerEnumType(ConsultEndEnum, {
  name: 'ConsultEnd',
  description: 'How to end a consultation.',
  valuesConfig: {
    COMPLETE: { description: 'Completes the transfer: the agent leaves, the contact talks with the consulted person.' },
    MERGE: { description: 'All three talk.' },
    CANCEL: { description: 'Returns to the contact: the consulted person leaves.' },
  },
});

@InputType({ description: 'Target of a transfer or consultation: either a user or a number.' })
export class TransferTargetInput implements TransferTarget {
  @Field(() => String, { nullable: true, description: 'A user of the application.' })
  userName?: string | null;

  @Field(() => String, { nullable: true, description: 'E.164; spaces and + are ignored.' })
  number?: string | null;
}

/** How a client learns what came of an operation. */
const FOLLOW =
  'Returns once it is finished or, when Vonage is slow, as it is after three seconds; follow it with `operationChanged`.';

/** What an agent says to a refusal. */
const ANYWAY = 'Also a colleague who isn’t signed in here, such as one with a mobile app.';

/** What agents do with the call they are in; `legUuid` is the agent's own leg, the call id of the Client SDK. */
@Authorized()
@Resolver()
export class CallOperationsResolver {
  @Query(() => Operation, {
    nullable: true,
    description: 'The operation that is running for the agent with this leg; null without one.',
  })
  operation(@Arg('legUuid', () => ID) legUuid: string, @Ctx() { services, actor }: Context): Promise<Operation | null> {
    return services.operations.operationOf(actor!, legUuid);
  }

  @Subscription(() => Operation, {
    nullable: true,
    description:
      'Begins with the operation that is running for the agent with this leg, or null; then sends each operation whenever it changes, its end included.',
    subscribe: (watching) => {
      const { args, context } = watching as unknown as Watching;
      return context.services.operations.watchOperation(context.actor, args.legUuid, context.signal);
    },
  })
  @Extensions({ beginsWithNow: true })
  operationChanged(@Root() operation: Operation | null, @Arg('legUuid', () => ID) _legUuid: string): Operation | null {
    return operation;
  }

  @Mutation(() => Operation, {
    description: `Puts the contact on hold: they hear music; the agent hears nothing and is not heard. ${FOLLOW}`,
  })
  holdCall(@Arg('legUuid', () => ID) legUuid: string, @Ctx() { services, actor }: Context): Promise<Operation> {
    return services.operations.hold(actor!, legUuid);
  }

  @Mutation(() => Operation, { description: `Ends the hold: both talk again. ${FOLLOW}` })
  resumeCall(@Arg('legUuid', () => ID) legUuid: string, @Ctx() { services, actor }: Context): Promise<Operation> {
    return services.operations.resume(actor!, legUuid);
  }

  @Mutation(() => Operation, {
    description: `Transfers the contact without consulting the target; the agent leaves the call. If no one takes the contact, they come back to the agent. A colleague who isn’t signed in is refused (\`notSignedIn\`). ${FOLLOW}`,
  })
  transferCall(
    @Arg('legUuid', () => ID) legUuid: string,
    @Arg('target', () => TransferTargetInput) target: TransferTargetInput,
    @Arg('anyway', () => Boolean, { defaultValue: false, description: ANYWAY })
    anyway: boolean,
    @Ctx() { services, actor }: Context,
  ): Promise<Operation> {
    return services.operations.transfer(actor!, legUuid, target, anyway);
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

  @Mutation(() => Operation, {
    description: `Calls another person for the agent alone while the contact hears music. Follow the consultation with \`consultChanged\`. A colleague who isn’t signed in is refused (\`notSignedIn\`). ${FOLLOW}`,
  })
  consultCall(
    @Arg('legUuid', () => ID) legUuid: string,
    @Arg('target', () => TransferTargetInput) target: TransferTargetInput,
    @Arg('anyway', () => Boolean, { defaultValue: false, description: ANYWAY })
    anyway: boolean,
    @Ctx() { services, actor }: Context,
  ): Promise<Operation> {
    return services.operations.consult(actor!, legUuid, target, anyway);
  }

  @Mutation(() => Operation, { description: `Ends the consultation of the agent with this leg. ${FOLLOW}` })
  endConsult(
    @Arg('legUuid', () => ID) legUuid: string,
    @Arg('how', () => ConsultEndEnum) how: ConsultEnd,
    @Ctx() { services, actor }: Context,
  ): Promise<Operation> {
    return services.operations.endConsult(actor!, legUuid, how);
  }

  @Query(() => String, { description: 'Note of the agent with this leg; empty if there is none.' })
  callNote(@Arg('legUuid', () => ID) legUuid: string, @Ctx() { services, actor }: Context): Promise<string> {
    return services.operations.noteOf(actor!, legUuid);
  }

  @Mutation(() => Boolean, {
    description: 'Replaces the note of the agent with this leg, also after the call.',
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

/** What agents do in a call, as everyone sees it who may see the call. */
@Authorized()
@Resolver(() => Call)
export class CallWorkResolver {
  @FieldResolver(() => Consult, { nullable: true, description: 'Current consultation; null if there is none.' })
  consult(@Root() call: Call, @Ctx() { services }: Context): Promise<Consult | null> {
    return services.operations.consults.ofCall(call.id);
  }

  @FieldResolver(() => Operation, { nullable: true, description: 'The operation that is running in it.' })
  operation(@Root() call: Call, @Ctx() { services }: Context): Promise<Operation | null> {
    return services.operations.operationIn(call.id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The user who transferred the call to the agent who reads it; for others, who transferred it last. Null if it was not transferred.',
  })
  transferredBy(@Root() call: Call, @Ctx() { services, actor }: Context): Promise<string | null> {
    return services.transferredBy(actor!, call.id);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description:
      'The user who consults the agent with this leg, or who did; null if no one did, and once that agent was connected with the contact.',
  })
  consultedBy(
    @Root() call: Call,
    @Arg('legUuid', () => ID) legUuid: string,
    @Ctx() { services }: Context,
  ): Promise<string | null> {
    return services.consultedBy(call.id, legUuid);
  }

  @FieldResolver(() => Boolean, { description: 'Whether one of its agents has written a note.' })
  hasNotes(@Root() call: Call, @Ctx() { services }: Context): Promise<boolean> {
    return services.operations.notes.isIn(call.id);
  }

  @FieldResolver(() => [CallNote], { description: 'Notes of its agents, oldest first.' })
  notes(@Root() call: Call, @Ctx() { services }: Context): Promise<CallNote[]> {
    return services.operations.notes.ofCall(call.id);
  }
}
