import { Field, Int, ObjectType } from 'type-graphql';
import type { SecondFactorView } from './second-factor.js';

@ObjectType({ description: "One's own second factor: a code from an authenticator app besides the password." })
export class SecondFactor implements SecondFactorView {
  @Field(() => Date, { nullable: true, description: 'Since when it is on; null while it is off.' })
  since!: Date | null;

  @Field(() => Int, { description: 'Recovery codes that were not used yet.' })
  recoveryCodesLeft!: number;
}

@ObjectType({ description: 'What an authenticator app is given.' })
export class NewSecondFactor {
  @Field(() => String, { description: 'To type into the app, in base 32; shown this once.' })
  secret!: string;

  @Field(() => String, { description: 'What the QR code says: `otpauth://totp/…`.' })
  address!: string;
}
