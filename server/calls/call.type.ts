import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../node.type.js';
import { connectionOf } from '../page.type.js';
import { PresetKindEnum } from '../presets/preset.type.js';
import type { LegDirection } from '../vonage/webhook-bodies.js';
import type { CallRow, LegRow } from './calls.table.js';
import { type LegView, viewLeg } from './fold/leg-state.js';

export const CallDirectionEnum = { INBOUND: 'inbound', OUTBOUND: 'outbound' } as const;
registerEnumType(CallDirectionEnum, {
  name: 'CallDirection',
  description: 'Which way a call, or one leg of it, goes.',
  valuesConfig: {
    INBOUND: { description: 'From outside; of a leg: towards the platform.' },
    OUTBOUND: { description: 'Placed by an agent or by the server; of a leg: from the platform.' },
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
  description: 'Where a call stands, or how it ended; completed means that somebody talked.',
});

@ObjectType({
  implements: Node,
  description: "One customer's contact: everything from the first ring to the last hang-up.",
})
export class Call implements Omit<CallRow, 'key' | 'reconcileAt'> {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => ID, { description: 'The application that answered it.' })
  applicationId!: string;

  @Field(() => CallDirectionEnum, { description: 'From outside, or from here.' })
  direction!: LegDirection;

  @Field(() => String, { nullable: true, description: "Who called: E.164 digits without `+`, or a user's name." })
  from!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Who was called: E.164 digits without `+`, or what was dialled.',
  })
  to!: string | null;

  @Field(() => String, { nullable: true, description: 'The agent who talked, or was rung last, or placed the call.' })
  userName!: string | null;

  @Field(() => CallStatusEnum, { description: 'What its customer hears of it now.' })
  status!: CallRow['status'];

  @Field(() => Date, { description: 'When it began.' })
  startedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When somebody began to talk with the caller.' })
  answeredAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'Null while the call is live.' })
  endedAt!: Date | null;

  @Field(() => Int, {
    name: 'durationSeconds',
    nullable: true,
    description: 'Seconds of talk; 0 when nobody answered, null while the call is live.',
  })
  duration!: number | null;

  @Field(() => String, { nullable: true, description: 'EUR, all legs together, as Vonage charges it.' })
  price!: string | null;

  @Field(() => String, { nullable: true, description: '`caller`, `callee` or `platform`.' })
  endedBy!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Why nobody talked: a word and, after a colon, who it was, such as `unanswered:Jane`.',
  })
  reason!: string | null;

  @Field(() => PresetKindEnum, { nullable: true, description: 'The preset that answered.' })
  preset!: string | null;

  @Field(() => Int, { nullable: true, description: "Its version; 0 is the guide's text." })
  presetVersion!: number | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'The NCCO that was answered.' })
  ncco!: unknown;

  @Field(() => String, { description: "Vonage's id of the conversation in which the call began." })
  conversationUuid!: string;
}

type Instants = 'startedAt' | 'ringingAt' | 'answeredAt' | 'endedAt';

@ObjectType({ description: "One party's connection within a call." })
export class Leg implements Omit<LegView, Instants | 'home' | 'answer' | 'live' | 'closed'> {
  @Field(() => ID, { description: "Vonage's id of the leg: any text." })
  uuid!: string;

  @Field(() => CallDirectionEnum, { description: 'From outside, or from here.' })
  direction!: LegDirection;

  @Field(() => String, { nullable: true, description: "E.164 digits without `+`, a user's name, or an address." })
  from!: string | null;

  @Field(() => String, { nullable: true, description: "E.164 digits without `+`, a user's name, or an address." })
  to!: string | null;

  @Field(() => String, { nullable: true, description: 'The agent at this end.' })
  userName!: string | null;

  @Field(() => String, { description: "Vonage's word, such as `ringing`; of a failed leg, why it failed." })
  status!: LegView['status'];

  @Field(() => Date, { nullable: true, description: 'When it began.' })
  startedAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it rang.' })
  ringingAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it was answered.' })
  answeredAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'When it ended.' })
  endedAt!: Date | null;

  @Field(() => Int, { name: 'durationSeconds', nullable: true, description: 'What Vonage charges, in seconds.' })
  duration!: number | null;

  @Field(() => String, { nullable: true, description: 'EUR.' })
  price!: string | null;

  @Field(() => String, { nullable: true, description: "Vonage's finer reason, such as `unavailable`." })
  detail!: string | null;

  @Field(() => String, { nullable: true, description: '`user`: the party hung up; `platform`: Vonage ended it.' })
  disconnectedBy!: LegView['disconnectedBy'];

  @Field(() => Boolean, { description: 'No event told of its end: Vonage had to be asked.' })
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
export function toLeg({ uuid, state, userName }: LegRow): Leg {
  const { home: _, answer: __, live: ___, closed: ____, ...view } = viewLeg(uuid, state);
  const date = (text: string | null) => (text === null ? null : new Date(text));
  return {
    ...view,
    userName,
    heldSince: null,
    startedAt: date(view.startedAt),
    ringingAt: date(view.ringingAt),
    answeredAt: date(view.answeredAt),
    endedAt: date(view.endedAt),
  };
}
