import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../node.type.js';
import { connectionOf } from '../page.type.js';
import { PresetKindEnum } from '../presets/preset.type.js';
import type { LegDirection } from '../vonage/webhook-bodies.js';
import type { CallRow, LegRow } from './calls.table.js';
import { type LegView, viewLeg } from './fold/leg-state.js';
import { couldNotRing } from './outcome/why-not.js';

export const CallDirectionEnum = { INBOUND: 'inbound', OUTBOUND: 'outbound' } as const;
registerEnumType(CallDirectionEnum, {
  name: 'CallDirection',
  description: 'Direction of a call or of one leg.',
  valuesConfig: {
    INBOUND: { description: 'From outside; for a leg: towards the platform.' },
    OUTBOUND: { description: 'Placed by an agent or by the server; for a leg: from the platform.' },
  },
});

export const CallStatusEnum = {
  STARTED: 'started',
  RINGING: 'ringing',
  ANSWERED: 'answered',
  COMPLETED: 'completed',
  BUSY: 'busy',
  CANCELLED: 'cancelled',
  UNANSWERED: 'unanswered',
  REJECTED: 'rejected',
  FAILED: 'failed',
  TIMEOUT: 'timeout',
} as const;
registerEnumType(CallStatusEnum, {
  name: 'CallStatus',
  description: 'State of a call, or how it ended; completed means that someone talked to the caller.',
});

/** Columns that become the fields `outcome` and `agents`. */
type Ending = 'outcome' | 'outcomeReason' | 'outcomeUser' | 'outcomeDetail' | 'agents';

@ObjectType({
  implements: Node,
  description: 'One contact with one customer, from the first ring to the last hang-up.',
})
export class Call implements Omit<CallRow, 'key' | 'reconcileAt' | Ending> {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => ID, { description: 'Application that answered it.' })
  applicationId!: string;

  @Field(() => CallDirectionEnum, { description: 'Inbound or outbound.' })
  direction!: LegDirection;

  @Field(() => String, { nullable: true, description: "Caller: phone number in E.164, without +, or a user's name." })
  from!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Called party: phone number in E.164, without +, or what was dialed.',
  })
  to!: string | null;

  @Field(() => String, { nullable: true, description: 'The agent who talked, was rung last, or placed the call.' })
  userName!: string | null;

  @Field(() => CallStatusEnum, { description: "Status from the customer's point of view." })
  status!: CallRow['status'];

  @Field(() => Date, { description: 'Start time.' })
  startedAt!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'Time at which someone started talking to the caller; null if not answered.',
  })
  answeredAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'End time; null while the call is live.' })
  endedAt!: Date | null;

  @Field(() => Int, {
    name: 'durationSeconds',
    nullable: true,
    description: 'Talk time in seconds; 0 if not answered, null while the call is live.',
  })
  duration!: number | null;

  @Field(() => Int, {
    name: 'waitSeconds',
    nullable: true,
    description:
      'Seconds from the start until someone answered, or to the end if no one did; null while it still rings.',
  })
  wait!: number | null;

  @Field(() => String, { nullable: true, description: 'Price charged by Vonage for all legs, in EUR.' })
  price!: string | null;

  @Field(() => String, { nullable: true, description: 'Who ended the call: `caller`, `callee` or `platform`.' })
  endedBy!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "Vonage's status of the last party that was called, if no one talked, and after a colon who it was, such as `unanswered:Jane`; `outcome` says why.",
  })
  reason!: string | null;

  @Field(() => PresetKindEnum, { nullable: true, description: 'Preset that answered.' })
  preset!: string | null;

  @Field(() => Int, { nullable: true, description: "Version of the preset; 0 is the guide's text." })
  presetVersion!: number | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'NCCO that was returned.' })
  ncco!: unknown;

  @Field(() => String, { description: "Vonage's id of the conversation in which the call began." })
  conversationUuid!: string;
}

type Instants = 'startedAt' | 'ringingAt' | 'answeredAt' | 'endedAt';

@ObjectType({ description: "One party's connection within a call." })
export class Leg implements Omit<LegView, Instants | 'home' | 'answer' | 'live' | 'closed'> {
  @Field(() => ID, { description: "Vonage's id of the leg: opaque text." })
  uuid!: string;

  @Field(() => CallDirectionEnum, { description: 'Inbound or outbound.' })
  direction!: LegDirection;

  @Field(() => String, {
    nullable: true,
    description: "Phone number in E.164, without +, a user's name, or an address.",
  })
  from!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Phone number in E.164, without +, a user's name, or an address.",
  })
  to!: string | null;

  @Field(() => String, { nullable: true, description: 'The agent on this leg.' })
  userName!: string | null;

  @Field(() => String, { description: "Vonage's status, such as `ringing`; for a failed leg, the reason." })
  status!: LegView['status'];

  @Field(() => Date, { nullable: true, description: 'Start time.' })
  startedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'Time it started ringing.' })
  ringingAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'Time it was answered.' })
  answeredAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'End time.' })
  endedAt!: Date | null;

  @Field(() => Int, { name: 'durationSeconds', nullable: true, description: 'Billed duration in seconds.' })
  duration!: number | null;

  @Field(() => String, { nullable: true, description: 'Price in EUR.' })
  price!: string | null;

  @Field(() => Boolean, {
    description: 'Whether it was to ring an agent who was not signed in; false once someone has answered it.',
  })
  signedOut!: boolean;

  @Field(() => String, { nullable: true, description: "Vonage's detailed reason, such as `unavailable`." })
  detail!: string | null;

  @Field(() => String, { nullable: true, description: '`user`: the party hung up; `platform`: Vonage ended it.' })
  disconnectedBy!: LegView['disconnectedBy'];

  @Field(() => ID, {
    name: 'operationId',
    nullable: true,
    description: 'Operation, such as a transfer, that called this party; null if none did.',
  })
  operation!: string | null;

  @Field(() => Boolean, {
    description: 'Whether the end was found out by asking Vonage, because no event reported it.',
  })
  reconciled!: boolean;

  @Field(() => Date, {
    nullable: true,
    description: 'Since when this party has been hearing hold music; null when they are not on hold.',
  })
  heldSince!: Date | null;
}

@ObjectType({ description: 'A page of calls.' })
export class CallConnection extends connectionOf(Call, 'Call') {}

/** A stored leg as the API shows it. */
export function toLeg({ uuid, state, userName, heldSince }: LegRow): Leg {
  const leg = viewLeg(uuid, state);
  const { home: _, answer: __, live, closed: ___, ...view } = leg;
  const date = (text: string | null) => (text === null ? null : new Date(text));
  return {
    ...view,
    userName,
    signedOut: couldNotRing(leg),
    heldSince: live ? heldSince : null,
    startedAt: date(view.startedAt),
    ringingAt: date(view.ringingAt),
    answeredAt: date(view.answeredAt),
    endedAt: date(view.endedAt),
  };
}
