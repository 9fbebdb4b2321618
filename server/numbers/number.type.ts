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
registerEnumType(NumberTypeEnum, { name: 'NumberType', description: "Vonage's types of numbers." });

export const NumberMatchEnum = { STARTS: 'starts', CONTAINS: 'contains', ENDS: 'ends' } as const;
registerEnumType(NumberMatchEnum, {
  name: 'NumberMatch',
  description: 'Where in the number to search for the digits.',
});

export const MessageFeatureEnum = { SMS: 'SMS', MMS: 'MMS' } as const;
registerEnumType(MessageFeatureEnum, {
  name: 'MessageFeature',
  description: 'What a number supports in addition to calls.',
});

@ObjectType('Number', { description: 'A rented number.' })
export class NumberType implements Pick<NumberRow, 'msisdn' | 'country' | 'type' | 'features'> {
  @Field(() => ID, { description: 'Phone number in E.164, without +.' })
  msisdn!: string;

  @Field(() => String, { description: 'ISO 3166 alpha-2.' })
  country!: string;

  @Field(() => NumberTypeEnum, { description: 'Type of number.' })
  type!: string;

  @Field(() => [String], { description: 'VOICE, SMS, MMS.' })
  features!: string[];

  @Field(() => String, { nullable: true, description: 'Monthly price in EUR; null if it was rented elsewhere.' })
  monthlyPrice!: string | null;

  @Field(() => String, { nullable: true, description: "Vonage's id of a linked application that is not managed here." })
  linkedElsewhere!: string | null;

  @Field(() => PresetKindEnum, {
    nullable: true,
    description: "Preset that answers instead of the application's; null to use the application's.",
  })
  preset!: NumberRow['preset'];

  applicationId!: string | null;
}

@ObjectType({ description: 'A page of rented numbers.' })
export class NumberConnection extends connectionOf(NumberType, 'Number') {}

@ObjectType({ description: 'A number available for rent.' })
export class AvailableNumber implements OfferedNumber {
  @Field(() => ID, { description: 'Phone number in E.164, without +.' })
  msisdn!: string;

  @Field(() => String, { description: 'ISO 3166 alpha-2.' })
  country!: string;

  @Field(() => NumberTypeEnum, { description: 'Type of number.' })
  type!: string;

  @Field(() => [String], { description: 'VOICE, SMS, MMS.' })
  features!: string[];

  @Field(() => String, { description: 'Monthly price in EUR.' })
  monthlyPrice!: string;

  @Field(() => String, { description: 'One-time setup fee in EUR.' })
  setUpPrice!: string;
}

@ObjectType({ description: 'A page of available numbers.' })
export class AvailableNumberConnection extends connectionOf(AvailableNumber, 'AvailableNumber') {
  @Field(() => Int, { description: 'Number of results on all pages.' })
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

  @Field(() => [MessageFeatureEnum], { nullable: true, description: 'All of these, in addition to VOICE.' })
  features?: ('SMS' | 'MMS')[] | null;
}

@InputType({ description: 'A number to rent, which costs money.' })
export class RentNumberInput implements RentNumber {
  @Field(() => String, { description: 'ISO 3166 alpha-2.' })
  country!: string;

  @Field(() => String, { description: 'Phone number with country code, in any usual format.' })
  msisdn!: string;

  @Field(() => String, { description: 'Monthly price in EUR that the person has seen and agreed to.' })
  monthlyPrice!: string;

  @Field(() => ID, { nullable: true, description: 'Application to assign it to immediately.' })
  applicationId?: string | null;
}

@InputType({ description: 'A number and its application.' })
export class AssignNumberInput implements AssignNumber {
  @Field(() => String, { description: 'Phone number with country code, in any usual format.' })
  msisdn!: string;

  @Field(() => ID, { description: 'Application that will answer its calls.' })
  applicationId!: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether to take it from another application.' })
  move!: boolean;
}
