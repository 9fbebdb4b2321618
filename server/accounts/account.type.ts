import { Authorized, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../node.type.js';
import type { AccountRow } from './accounts.table.js';

export const AccountKindEnum = { SIMULATOR: 'simulator', CLOUD: 'cloud' } as const;
registerEnumType(AccountKindEnum, { name: 'AccountKind', description: 'The simulator, or the real cloud.' });

@ObjectType({ implements: Node, description: 'A connected Vonage account.' })
export class Account implements Pick<AccountRow, 'id' | 'kind' | 'timeZone'> {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => AccountKindEnum, { description: 'The simulator or the cloud.' })
  kind!: AccountRow['kind'];

  @Authorized()
  @Field(() => String, { nullable: true, description: "Vonage's id of the account; null for agents." })
  apiKey!: string | null;

  @Authorized()
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether webhooks are authenticated by signature. While false, only their secret URL protects them. Null for agents.',
  })
  signatureSecretKnown!: boolean | null;

  @Authorized()
  @Field(() => Date, {
    nullable: true,
    description:
      'When a webhook with a correct signature last arrived, to the minute; null if none has since the secret was set, and for agents.',
  })
  signatureVerifiedAt!: Date | null;

  @Authorized()
  @Field(() => Date, {
    nullable: true,
    description:
      'When a webhook was last refused for its signature, to the minute; null if none was since the secret was set, and for agents.',
  })
  signatureRefusedAt!: Date | null;

  @Authorized()
  @Field(() => String, {
    nullable: true,
    description:
      'Why it was refused: "secret" (signed with another one), "clock" (too old, or this server’s clock is wrong), "unsigned" or "other". Null if a later one was verified, and for agents.',
  })
  signatureRefusal!: AccountRow['signatureRefusal'];

  @Field(() => String, { nullable: true, description: 'URL of the simulator; null for cloud accounts.' })
  simulatorUrl!: string | null;

  @Authorized()
  @Field(() => String, {
    nullable: true,
    description: "Token for the simulator's handsets only; null for cloud accounts and for API keys.",
  })
  handsetToken!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'IANA name of the time zone in which days are counted, such as `Asia/Tokyo`; null until it is chosen.',
  })
  timeZone!: string | null;

  @Authorized()
  @Field(() => String, {
    nullable: true,
    description: 'URL to which Vonage sends webhooks: the setting PUBLIC_URL. Null for agents.',
  })
  publicUrl!: string | null;

  @Authorized()
  @Field(() => String, {
    nullable: true,
    description: 'Why Vonage cannot reach `publicUrl`: "notHttps" or "loopback"; null if it can.',
  })
  publicUrlProblem!: string | null;
}

@ObjectType({ description: "The simulator's account, with which the sign-in page fills its form." })
export class SimulatorOption {
  @Field(() => String, {
    nullable: true,
    description: 'API key; null if the request is not from this machine or lacks the setup code.',
  })
  apiKey!: string | null;

  @Field(() => String, { nullable: true, description: 'API secret; null like `apiKey`.' })
  apiSecret!: string | null;

  @Field(() => String, { description: 'URL of the simulator.' })
  url!: string;
}

@ObjectType({ description: 'The available ways to sign in.' })
export class SignInOptions {
  @Field(() => SimulatorOption, { nullable: true, description: 'Null if the server runs without a simulator.' })
  simulator!: SimulatorOption | null;

  @Field(() => Boolean, { description: 'Whether a cloud account can be connected.' })
  cloud!: boolean;

  @Field(() => Boolean, {
    description: 'Whether connecting a cloud account requires the setup code.',
  })
  setupCode!: boolean;

  @Field(() => Boolean, { description: 'Whether an account has been connected.' })
  accountConnected!: boolean;

  @Field(() => Boolean, { description: 'Whether anyone can sign in with a username and password.' })
  passwords!: boolean;
}
