import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { CHECKED, type SetUpCheck } from './set-up-check.js';

export const CheckStateEnum = { PASS: 'pass', FAIL: 'fail', SKIPPED: 'skipped' } as const;
registerEnumType(CheckStateEnum, {
  name: 'CheckState',
  description: 'Result of a check.',
  valuesConfig: { SKIPPED: { description: 'It could not be checked, or is not known yet.' } },
});

@ObjectType('SetUpCheck', { description: 'Something in the set-up that was checked without a phone call.' })
export class SetUpCheckType implements SetUpCheck {
  @Field(() => String, { description: `What was checked: ${CHECKED.join(', ')}.` })
  what!: SetUpCheck['what'];

  @Field(() => String, { nullable: true, description: 'Name of the application; null for the whole account.' })
  about!: string | null;

  @Field(() => CheckStateEnum, { description: 'Result.' })
  state!: SetUpCheck['state'];

  @Field(() => String, { description: 'What was found, such as `differ` or `low`; more may be added.' })
  rule!: string;

  @Field(() => String, { nullable: true, description: 'Detail, such as an amount in EUR or a phone number.' })
  detail!: string | null;
}
