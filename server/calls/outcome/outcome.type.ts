import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { CallRow } from '../calls.table.js';
import {
  type Outcome as HowItEnded,
  OUTCOME_KINDS,
  OUTCOME_REASONS,
  type OutcomeKind,
  type OutcomeReason,
} from './outcome-kinds.js';

const namesOf = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, name])) as { [N in Name]: N };

export const OutcomeKindEnum = namesOf(OUTCOME_KINDS);
registerEnumType(OutcomeKindEnum, {
  name: 'OutcomeKind',
  description: 'How a call ended, from the point of view of the person outside.',
  valuesConfig: {
    ANSWERED: { description: 'Someone talked to them.' },
    MISSED: { description: 'Inbound: no one took the call.' },
    ABANDONED: { description: 'Inbound: the caller hung up first.' },
    DECLINED: { description: 'The agent, or the person called, declined.' },
    TRANSFERRED: { description: 'Someone talked to them and passed them to someone else, who talked to them too.' },
    LOST_IN_TRANSFER: { description: 'Someone talked to them and transferred them, and no one took the call.' },
    BLOCKED: { description: 'Outbound: the outbound rules did not allow the call.' },
    UNREACHABLE: { description: 'Outbound: the number cannot be reached.' },
    NO_ANSWER: { description: 'Outbound: it rang, and no one answered.' },
    BUSY: { description: 'Outbound: the number was busy.' },
    CANCELED: { description: 'Outbound: the agent hung up first.' },
    FAILED: { description: 'The call could not be connected.' },
  },
});

export const OutcomeReasonEnum = namesOf(OUTCOME_REASONS);
registerEnumType(OutcomeReasonEnum, {
  name: 'OutcomeReason',
  description: 'Why the call ended this way.',
  valuesConfig: {
    NOBODY_SIGNED_IN: { description: 'No agent who was to be rung was signed in.' },
    NOBODY_ANSWERED: { description: 'It rang, and no one answered.' },
    ALL_BUSY: { description: 'Everyone was on another call.' },
    DECLINED: { description: 'The colleague declined.' },
    CALLER_HUNG_UP: { description: 'The caller hung up before anyone answered.' },
    IN_MENU: { description: 'The caller hung up in the menu.' },
    CALL_FLOW: { description: 'The call flow answered and rings no one.' },
    CONNECTION_LOST: { description: 'The connection of the agent broke off, and they could not be reached again.' },
    NUMBER_NOT_FOUND: { description: 'No network has this number.' },
    OUT_OF_SERVICE: { description: 'The number is out of service.' },
    SWITCHED_OFF: { description: 'The phone is switched off or out of range.' },
    RESTRICTED: { description: 'The network does not allow calls to this number.' },
    USER_NOT_FOUND: { description: 'Vonage has no such user.' },
    NOT_A_NUMBER: { description: 'Outbound rules: this is not a phone number.' },
    COUNTRY_NOT_ALLOWED: { description: 'Outbound rules: calls to this country are not allowed.' },
    PREMIUM_NUMBER: { description: 'Outbound rules: premium-rate numbers are not allowed.' },
    HOURLY_LIMIT: { description: 'Outbound rules: the agent has reached their limit of calls per hour.' },
    DAILY_LIMIT: { description: 'Outbound rules: the account has reached its limit of calls per day.' },
    NOT_COUNTED: { description: 'Outbound rules: calls could not be counted at that moment.' },
    NOBODY_RUNG: { description: 'The call flow ended before it rang anyone.' },
    TOO_MANY_CALLS: { description: 'Vonage refused because too many calls were placed at once.' },
    CALL_FLOW_ERROR: { description: 'Vonage could not run the call flow.' },
    NO_CALL_FLOW: { description: 'Vonage got no call flow from this server.' },
    VONAGE_ERROR: { description: 'Another error at Vonage.' },
  },
});

@ObjectType({ description: 'How a call ended, and why.' })
export class Outcome implements HowItEnded {
  @Field(() => OutcomeKindEnum, { description: 'How it ended.' })
  kind!: OutcomeKind;

  @Field(() => OutcomeReasonEnum, { nullable: true, description: 'Why; null if the kind says it all.' })
  reason!: OutcomeReason | null;

  @Field(() => String, {
    nullable: true,
    description: 'The user whom it is about: transferred to, lost at, declined by.',
  })
  userName!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      "What it is about: a phone number in E.164, without +; for `COUNTRY_NOT_ALLOWED` a country (ISO 3166); for a limit its value; for `FAILED` Vonage's words.",
  })
  detail!: string | null;
}

/** The outcome in a call's row; null while the call is live. */
export function outcomeIn(row: CallRow): Outcome | null {
  const { outcome: kind, outcomeReason: reason, outcomeUser: userName, outcomeDetail: detail } = row;
  return kind && { kind, reason, userName, detail };
}

@ObjectType({ description: 'How many calls a filter finds.' })
export class CallTotals {
  @Field(() => Int, { description: 'Calls.' })
  calls!: number;

  @Field(() => Int, { description: 'Those that no one took: outcome `MISSED`.' })
  missed!: number;

  @Field(() => Int, { description: 'Those in which the caller hung up first: outcome `ABANDONED`.' })
  abandoned!: number;

  @Field(() => Boolean, {
    description:
      'Whether there are more calls than the newest 50 000, which are counted; the others are then those of these.',
  })
  more!: boolean;
}
