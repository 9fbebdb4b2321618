import { ArgsType, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Attention } from './attention.js';
import type { Figures } from './figures.js';
import type { AgentFigures, DayFigures, DayQuery, HourFigures } from './reports.service.js';

export const AttentionKindEnum = {
  NOBODY_SIGNED_IN: 'NOBODY_SIGNED_IN',
  ALL_BUSY: 'ALL_BUSY',
  LOST_IN_TRANSFER: 'LOST_IN_TRANSFER',
  COUNTRY_BLOCKED: 'COUNTRY_BLOCKED',
} as const;
registerEnumType(AttentionKindEnum, {
  name: 'AttentionKind',
  description: 'A problem that an admin or supervisor can act on.',
  valuesConfig: {
    NOBODY_SIGNED_IN: { description: 'Inbound calls were missed because no agent was signed in.' },
    ALL_BUSY: { description: 'Inbound calls were missed because all agents were on calls.' },
    LOST_IN_TRANSFER: { description: 'Callers were lost in a transfer.' },
    COUNTRY_BLOCKED: { description: 'Outbound calls to a country that the outbound rules do not allow.' },
  },
});

@ArgsType()
export class DayArgs implements DayQuery {
  @Field(() => ID, { description: 'Application.' })
  applicationId!: string;

  @Field(() => Date, { description: 'Beginning of the period; rounded down to a quarter hour.' })
  from!: Date;

  @Field(() => Date, { description: 'End of the period, at most 31 days later; rounded up to a quarter hour.' })
  until!: Date;

  @Field(() => String, {
    nullable: true,
    description: "IANA name of the time zone for `hours`; by default the account's, or UTC.",
  })
  timeZone?: string | null;
}

@ObjectType()
abstract class FiguresOfCalls implements Figures {
  @Field(() => Int, { description: 'Calls that began in this period and have ended.' })
  calls!: number;

  @Field(() => Int, { description: 'Inbound calls.' })
  inbound!: number;

  @Field(() => Int, { description: 'Outbound calls.' })
  outbound!: number;

  @Field(() => Int, {
    description: 'Inbound calls, except those that a call flow answered by itself without ringing anyone.',
  })
  offered!: number;

  @Field(() => Int, { description: 'Inbound calls in which an agent talked to the caller.' })
  answered!: number;

  @Field(() => Int, { description: 'Inbound calls that no one took although the caller did not hang up.' })
  missed!: number;

  @Field(() => Int, { description: 'Inbound calls that an agent declined and no one else took.' })
  declined!: number;

  @Field(() => Int, { description: 'Inbound calls whose caller hung up before an answer.' })
  abandoned!: number;

  @Field(() => Int, { description: 'Outbound calls that were answered.' })
  reached!: number;

  @Field(() => Int, { description: 'Outbound calls that the outbound rules did not allow.' })
  blocked!: number;

  @Field(() => Int, { description: 'Calls that could not be connected, in either direction.' })
  failed!: number;

  @Field(() => Float, { nullable: true, description: '`answered` ÷ `offered`; null without such calls.' })
  answeredShare!: number | null;

  @Field(() => Float, { nullable: true, description: '`abandoned` ÷ `offered`; null without such calls.' })
  abandonedShare!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Answered within 20 seconds ÷ `offered`; null without such calls.',
  })
  serviceLevel!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Average seconds from the start to the answer of answered inbound calls; null without any.',
  })
  averageWaitSeconds!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Average seconds that callers waited before they hung up; null without abandoned calls.',
  })
  averageAbandonSeconds!: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Average seconds from the answer to the end of calls that were answered, in either direction.',
  })
  averageTalkSeconds!: number | null;

  @Field(() => Date, { description: 'Beginning of the period.' })
  from!: Date;

  @Field(() => Date, { description: 'End of the period.' })
  until!: Date;
}

@ObjectType('HourFigures', { description: 'Figures of an hour, or of a day in a period longer than two days.' })
export class HourFiguresType extends FiguresOfCalls implements HourFigures {}

@ObjectType('AgentFigures', { description: 'What an agent did in a period.' })
export class AgentFiguresType implements AgentFigures {
  @Field(() => String, { description: "The agent's username." })
  name!: string;

  @Field(() => Int, { description: 'Inbound calls in which they talked.' })
  inbound!: number;

  @Field(() => Int, { description: 'Outbound calls in which they talked.' })
  outbound!: number;

  @Field(() => Int, { description: 'Seconds that they talked, including holds.' })
  talkSeconds!: number;

  @Field(() => Int, { nullable: true, description: 'Average seconds of these calls; null without any.' })
  averageTalkSeconds!: number | null;
}

@ObjectType('Attention', { description: 'Something that happened to callers or agents, with how often.' })
export class AttentionType implements Attention {
  @Field(() => AttentionKindEnum, { description: 'What happened.' })
  kind!: Attention['kind'];

  @Field(() => Int, { description: 'Number of calls.' })
  calls!: number;

  @Field(() => Date, {
    nullable: true,
    description: 'Beginning of the hours in which it happened; null for countries.',
  })
  from!: Date | null;

  @Field(() => Date, { nullable: true, description: 'End of these hours; null for countries.' })
  until!: Date | null;

  @Field(() => String, { nullable: true, description: 'Country, ISO 3166 alpha-2; null for other kinds.' })
  country!: string | null;
}

@ObjectType('DayFigures', {
  description: 'Figures of a period, such as a day. They are kept when calls are deleted because of their age.',
})
export class DayFiguresType extends FiguresOfCalls implements DayFigures {
  applicationId!: string;

  @Field(() => String, { description: 'Time zone of `hours`.' })
  timeZone!: string;

  @Field(() => [HourFiguresType], {
    description: 'Each hour of the period, also without calls; each day if the period is longer than two days.',
  })
  hours!: HourFiguresType[];

  @Field(() => [AgentFiguresType], { description: 'Agents who talked, those with most calls first; at most 100.' })
  agents!: AgentFiguresType[];

  @Field(() => [AttentionType], { description: 'What needs attention, most severe first; at most 10.' })
  attention!: AttentionType[];
}
