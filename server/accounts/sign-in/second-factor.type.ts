import { Field, Int, ObjectType } from 'type-graphql';
import type { SecondFactorView } from './second-factor.js';

@ObjectType({
  description: 'Your own two-step verification: a code from an authenticator app in addition to the password.',
})
export class SecondFactor implements SecondFactorView {
  @Field(() => Date, { nullable: true, description: 'Time it was turned on; null if it is off.' })
  since!: Date | null;

  @Field(() => Int, { description: 'Number of unused recovery codes.' })
  recoveryCodesLeft!: number;
}

@ObjectType({ description: 'Secret for an authenticator app.' })
export class NewSecondFactor {
  @Field(() => String, { description: 'Secret to type into the app, in base 32; returned only once.' })
  secret!: string;

  @Field(() => String, { description: 'Content of the QR code: `otpauth://totp/…`.' })
  address!: string;
}
