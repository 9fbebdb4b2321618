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
  description: 'Why a call to a phone number is not placed.',
  valuesConfig: {
    NUMBER: { description: 'It has too few or too many digits.' },
    COUNTRY: { description: 'Its country is not allowed, or it has none.' },
    PREMIUM: {
      description: 'Its callers pay the called party, or share the cost; or it begins like a number whose callers do.',
    },
    HOURLY: { description: 'The user has placed all calls of an hour.' },
    DAILY: { description: 'The account has placed all calls of a day.' },
  },
});

const DiallingWayEnum = { CALL: 'call', TRANSFER: 'transfer', CONSULT: 'consult' } as const;
registerEnumType(DiallingWayEnum, {
  name: 'DiallingWay',
  description: 'How a phone number was to be called.',
  valuesConfig: {
    CALL: { description: 'By an agent who called it.' },
    TRANSFER: { description: 'By passing somebody on to it.' },
    CONSULT: { description: 'By asking somebody there before passing a caller on.' },
  },
});

@ObjectType({ description: 'Which phone numbers agents may call, and how often. Premium rate numbers never.' })
export class DiallingRules {
  @Field(() => [String], {
    nullable: true,
    description: "The chosen countries, ISO 3166 alpha-2; null = those of the account's own numbers.",
  })
  chosenCountries!: string[] | null;

  @Field(() => [String], { description: 'The countries that may be called now.' })
  countries!: readonly string[];

  @Field(() => Int, { description: 'Calls that one user may place in 60 minutes.' })
  callsPerUserPerHour!: number;

  @Field(() => Int, { description: 'Calls that the whole account may place in 24 hours.' })
  callsPerDay!: number;

  @Field(() => Int, { description: 'Calls that were placed in the last 24 hours.' })
  callsInLastDay!: number;
}

@InputType({ description: 'What shall be different; what is left out stays.' })
export class UpdateDiallingRulesInput implements UpdateDiallingRules {
  @Field(() => [String], {
    nullable: true,
    description: "ISO 3166 alpha-2; an empty list allows none, null those of the account's own numbers.",
  })
  countries?: string[] | null;

  @Field(() => Int, { nullable: true, description: '0 to 1000.' })
  callsPerUserPerHour?: number | null;

  @Field(() => Int, { nullable: true, description: '0 to 100000.' })
  callsPerDay?: number | null;
}

@ObjectType({ description: 'A call to a phone number that was not placed. Kept for 30 days.' })
export class DiallingRefusal {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => Date, { description: 'When.' })
  at!: Date;

  @Field(() => ID, { description: 'The application whose user it was.' })
  applicationId!: string;

  @Field(() => String, { description: 'The user who wanted to call.' })
  userName!: string;

  @Field(() => DiallingWayEnum, { description: 'How it was to be called.' })
  way!: DiallingAttemptRow['way'];

  @Field(() => DiallingRuleEnum, { description: 'Which rule forbids it.' })
  rule!: DiallingRule;

  @Field(() => String, { nullable: true, description: 'E.164 digits without +; null once it was erased.' })
  number!: string | null;

  @Field(() => String, { nullable: true, description: 'ISO 3166 alpha-2; null when no country has such a number.' })
  country!: string | null;
}

@ObjectType({ description: 'A page of calls that were not placed.' })
export class DiallingRefusalConnection extends connectionOf(DiallingRefusal, 'DiallingRefusal') {}
