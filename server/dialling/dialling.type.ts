import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf } from '../page.type.js';
import type { UpdateDiallingRules } from './dialling.service.js';
import type { DiallingAttemptRow } from './dialling.table.js';
import type { DiallingRule } from './may-dial.js';

const DiallingRuleEnum = {
  NUMBER: 'number',
  COUNTRY: 'country',
  PREMIUM: 'premium',
  HOURLY: 'hourly',
  DAILY: 'daily',
} as const;
registerEnumType(DiallingRuleEnum, {
  name: 'DiallingRule',
  description: 'Why a call to a phone number was blocked.',
  valuesConfig: {
    NUMBER: { description: 'Too few or too many digits.' },
    COUNTRY: { description: 'The country is not allowed or not known.' },
    PREMIUM: {
      description: 'Premium-rate or shared-cost number, or a number that begins like one.',
    },
    HOURLY: { description: 'The user has reached the calls per hour.' },
    DAILY: { description: 'The account has reached the calls per day.' },
  },
});

const DiallingWayEnum = { CALL: 'call', TRANSFER: 'transfer', CONSULT: 'consult' } as const;
registerEnumType(DiallingWayEnum, {
  name: 'DiallingWay',
  description: 'How the number was to be called.',
  valuesConfig: {
    CALL: { description: 'Dialed by an agent.' },
    TRANSFER: { description: 'Target of a transfer.' },
    CONSULT: { description: 'Consulted before a transfer.' },
  },
});

@ObjectType({
  description: 'Which phone numbers agents may call, and how often. Premium-rate numbers are always blocked.',
})
export class DiallingRules {
  @Field(() => [String], {
    nullable: true,
    description: "Selected countries, ISO 3166 alpha-2; null for those of the account's own numbers.",
  })
  chosenCountries!: string[] | null;

  @Field(() => [String], { description: 'Countries that can currently be called.' })
  countries!: readonly string[];

  @Field(() => Int, { description: 'Maximum calls per user in 60 minutes.' })
  callsPerUserPerHour!: number;

  @Field(() => Int, { description: 'Maximum calls of the account in 24 hours.' })
  callsPerDay!: number;

  @Field(() => Int, { description: 'Calls placed in the last 24 hours.' })
  callsInLastDay!: number;
}

@InputType({ description: 'Fields to change; omitted fields keep their value.' })
export class UpdateDiallingRulesInput implements UpdateDiallingRules {
  @Field(() => [String], {
    nullable: true,
    description: "ISO 3166 alpha-2; an empty list allows none, null allows those of the account's own numbers.",
  })
  countries?: string[] | null;

  @Field(() => Int, { nullable: true, description: '0 to 1000.' })
  callsPerUserPerHour?: number | null;

  @Field(() => Int, { nullable: true, description: '0 to 100000.' })
  callsPerDay?: number | null;
}

@ObjectType({ description: 'A blocked call to a phone number. Kept for 30 days.' })
export class DiallingRefusal {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => Date, { description: 'Time.' })
  at!: Date;

  @Field(() => ID, { description: 'Application of the user.' })
  applicationId!: string;

  @Field(() => String, { description: 'User who tried to call.' })
  userName!: string;

  @Field(() => DiallingWayEnum, { description: 'How the number was to be called.' })
  way!: DiallingAttemptRow['way'];

  @Field(() => DiallingRuleEnum, { description: 'Rule that blocked the call.' })
  rule!: DiallingRule;

  @Field(() => String, { nullable: true, description: 'Phone number in E.164, without +; null if erased.' })
  number!: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166 alpha-2; null if the number belongs to no country.' })
  country!: string | null;
}

@ObjectType({ description: 'A page of blocked calls.' })
export class DiallingRefusalConnection extends connectionOf(DiallingRefusal, 'DiallingRefusal') {}
