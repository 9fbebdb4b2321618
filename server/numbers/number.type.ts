import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { connectionOf, PageArgs } from '../page.type.js';
import { PresetKindEnum } from '../presets/preset.type.js';
import type { OfferedNumber, OfferQuery } from '../vonage/account-api.js';
import type { AssignNumber, RentNumber } from './numbers.service.js';
import type { NumberRow } from './numbers.table.js';
import type { AvailableQuery } from './offered-numbers.js';

export const NumberTypeEnum = {
  LANDLINE: 'landline',
  MOBILE_LVN: 'mobile-lvn',
  LANDLINE_TOLL_FREE: 'landline-toll-free',
} as const;
registerEnumType(NumberTypeEnum, { name: 'NumberType', description: "Vonage's kinds of numbers." });

export const NumberMatchEnum = { STARTS: 'starts', CONTAINS: 'contains', ENDS: 'ends' } as const;
registerEnumType(NumberMatchEnum, {
  name: 'NumberMatch',
  description: 'Where in the number the digits are looked for.',
});

export const MessageFeatureEnum = { SMS: 'SMS', MMS: 'MMS' } as const;
registerEnumType(MessageFeatureEnum, { name: 'MessageFeature', description: 'What a number may do beside calls.' });

@ObjectType('Number', { description: 'A rented number.' })
export class NumberType implements Pick<NumberRow, 'msisdn' | 'country' | 'type' | 'features'> {
  @Field(() => ID, { description: 'E.164 digits without +.' })
  msisdn!: string;

  @Field(() => String, { description: 'ISO 3166 alpha-2.' })
  country!: string;

  @Field(() => NumberTypeEnum, { description: 'Which kind of number it is.' })
  type!: string;

  @Field(() => [String], { description: 'VOICE, SMS, MMS.' })
  features!: string[];

  @Field(() => String, { nullable: true, description: 'EUR; null when it was rented elsewhere.' })
  monthlyPrice!: string | null;

  @Field(() => String, { nullable: true, description: "Vonage's id of an application that is not ours." })
  linkedElsewhere!: string | null;

  @Field(() => PresetKindEnum, { nullable: true, description: "Answers in place of the application's preset." })
  preset!: NumberRow['preset'];

  applicationId!: string | null;
}

@ObjectType({ description: 'A page of rented numbers.' })
export class NumberConnection extends connectionOf(NumberType, 'Number') {}

@ObjectType({ description: 'A number that is to be had.' })
export class AvailableNumber implements OfferedNumber {
  @Field(() => ID, { description: 'E.164 digits without +.' })
  msisdn!: string;

  @Field(() => String, { description: 'ISO 3166 alpha-2.' })
  country!: string;

  @Field(() => NumberTypeEnum, { description: 'Which kind of number it is.' })
  type!: string;

  @Field(() => [String], { description: 'VOICE, SMS, MMS.' })
  features!: string[];

  @Field(() => String, { description: 'EUR.' })
  monthlyPrice!: string;

  @Field(() => String, { description: 'EUR, once.' })
  setUpPrice!: string;
}

@ObjectType({ description: 'A page of numbers that are to be had.' })
export class AvailableNumberConnection extends connectionOf(AvailableNumber, 'AvailableNumber') {
  @Field(() => Int, { description: 'On all pages together.' })
  totalCount!: number;
}

@ArgsType()
export class AvailableNumbersArgs extends PageArgs implements AvailableQuery {
  @Field(() => String, { description: 'ISO 3166 alpha-2.' })
  country!: string;

  @Field(() => String, { nullable: true, description: '1 to 15 digits.' })
  pattern?: string | null;

  @Field(() => NumberMatchEnum, { defaultValue: NumberMatchEnum.CONTAINS })
  match!: OfferQuery['match'];

  @Field(() => NumberTypeEnum, { nullable: true })
  type?: string | null;

  @Field(() => [MessageFeatureEnum], { nullable: true, description: 'All of these, beside VOICE.' })
  features?: ('SMS' | 'MMS')[] | null;
}

@InputType({ description: 'A number to rent. It costs money.' })
export class RentNumberInput implements RentNumber {
  @Field(() => String, { description: 'ISO 3166 alpha-2.' })
  country!: string;

  @Field(() => String, { description: 'In any usual spelling, with the country code.' })
  msisdn!: string;

  @Field(() => String, { description: 'EUR: the price that a person has seen and agreed to.' })
  monthlyPrice!: string;

  @Field(() => ID, { nullable: true, description: 'Is assigned to this application at once.' })
  applicationId?: string | null;
}

@InputType({ description: 'A number for an application.' })
export class AssignNumberInput implements AssignNumber {
  @Field(() => String, { description: 'In any usual spelling, with the country code.' })
  msisdn!: string;

  @Field(() => ID, { description: 'Answers its calls from now on.' })
  applicationId!: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Also when it is linked to another application.' })
  move!: boolean;
}
