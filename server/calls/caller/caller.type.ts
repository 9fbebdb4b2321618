import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Contact } from '../../contacts/contact.type.js';
import type { LegDirection } from '../../vonage/webhook-bodies.js';
import { CallDirectionEnum } from '../call.type.js';
import type { CallRow } from '../calls.table.js';
import { Outcome, outcomeIn } from '../outcome/outcome.type.js';
import type { CallerView, EarlierCallView } from './caller.js';

@ObjectType({ description: 'An earlier call with the same contact.' })
export class EarlierCall {
  @Field(() => ID, { description: 'Id of the call.' })
  id!: string;

  @Field(() => Date, { description: 'Start time.' })
  startedAt!: Date;

  @Field(() => CallDirectionEnum, { description: 'Inbound or outbound.' })
  direction!: LegDirection;

  @Field(() => String, { nullable: true, description: 'The agent who talked, was rung last, or placed the call.' })
  userName!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Talk time in seconds; 0 if not answered, null while the call is live.',
  })
  durationSeconds!: number | null;

  @Field(() => Outcome, { nullable: true, description: 'How it ended; null while the call is live.' })
  outcome!: Outcome | null;

  @Field(() => [String], { description: 'Notes of its agents, oldest first.' })
  notes!: string[];

  @Field(() => Boolean, { description: 'Whether the call itself can be read.' })
  readable!: boolean;
}

@ObjectType({ description: 'A later call with a caller whom no one had taken.' })
export class CalledBack {
  @Field(() => Date, { description: 'Start time.' })
  at!: Date;

  @Field(() => String, { nullable: true, description: 'The agent who called, or talked.' })
  userName!: string | null;

  @Field(() => Outcome, { nullable: true, description: 'How it ended; null while it is live.' })
  outcome!: Outcome | null;
}

export const toCalledBack = (call: CallRow): CalledBack => ({
  at: call.startedAt,
  userName: call.agents?.[0] ?? call.userName,
  outcome: outcomeIn(call),
});

@ObjectType({ description: 'The contact in a call: who they are, and what has been said before.' })
export class Caller {
  @Field(() => String, { nullable: true, description: 'Phone number in E.164, without +; null if withheld.' })
  number!: string | null;

  @Field(() => Contact, { nullable: true, description: 'Name for the number; null if it has none.' })
  contact!: Contact | null;

  @Field(() => String, {
    nullable: true,
    description: 'Own number that they called, in E.164, without +; null for an outbound call.',
  })
  called!: string | null;

  @Field(() => [String], { description: 'What they pressed in menus, in order.' })
  keys!: string[];

  @Field(() => [EarlierCall], { description: 'Earlier calls with this number, newest first; at most 10.' })
  earlier!: EarlierCall[];
}

const toEarlierCall = ({ call, notes, readable }: EarlierCallView): EarlierCall => ({
  id: call.id,
  startedAt: call.startedAt,
  direction: call.direction,
  userName: call.userName,
  durationSeconds: call.duration,
  outcome: outcomeIn(call),
  notes,
  readable,
});

export const toCaller = ({ earlier, ...caller }: CallerView): Caller => ({
  ...caller,
  earlier: earlier.map(toEarlierCall),
});
