import { Authorized, Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../node.type.js';
import type { AccountRow } from './accounts.table.js';

export const AccountKindEnum = { SIMULATOR: 'simulator', CLOUD: 'cloud' } as const;
registerEnumType(AccountKindEnum, { name: 'AccountKind', description: 'The simulator, or the real cloud.' });

@ObjectType({ implements: Node, description: 'A connected Vonage account.' })
export class Account implements Pick<AccountRow, 'id' | 'kind'> {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => AccountKindEnum, { description: 'The simulator, or the cloud.' })
  kind!: AccountRow['kind'];

  @Authorized()
  @Field(() => String, { nullable: true, description: "Vonage's id of it; null for agents." })
  apiKey!: string | null;

  @Authorized()
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Whether webhooks can be checked. While it is false they are accepted at their unguessable address only. Null for agents.',
  })
  signatureSecretKnown!: boolean | null;

  @Field(() => String, { nullable: true, description: "The simulator's address; null for an account of the cloud." })
  simulatorUrl!: string | null;

  @Authorized()
  @Field(() => String, {
    nullable: true,
    description:
      "What the simulator's handsets are used with, and nothing else of it; null for an account of the cloud and for API keys.",
  })
  handsetToken!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The HTTP address that the Client SDK is pointed at; null = the SDK's own, by region.",
  })
  clientApiUrl!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The address of the Client SDK's socket; null = the SDK's own, by region.",
  })
  clientWsUrl!: string | null;

  @Authorized()
  @Field(() => String, {
    nullable: true,
    description: 'Where Vonage sends its webhooks: the setting PUBLIC_URL. Null for agents.',
  })
  publicUrl!: string | null;

  @Authorized()
  @Field(() => String, {
    nullable: true,
    description: 'Why Vonage could not reach it: "notHttps" or "loopback"; null when it can.',
  })
  publicUrlProblem!: string | null;
}

@ObjectType({ description: "The simulator's account, for the sign-in page to fill in." })
export class SimulatorOption {
  @Field(() => String, {
    nullable: true,
    description: 'Goes into the sign-in; null for who is not at this machine, or does not show the set-up code.',
  })
  apiKey!: string | null;

  @Field(() => String, { nullable: true, description: 'As the key.' })
  apiSecret!: string | null;

  @Field(() => String, { description: 'Where it listens.' })
  url!: string;
}

@ObjectType({ description: 'How one may sign in here.' })
export class SignInOptions {
  @Field(() => SimulatorOption, { nullable: true, description: 'Null when no simulator runs beside this server.' })
  simulator!: SimulatorOption | null;

  @Field(() => Boolean, { description: 'Whether an account of the cloud may be connected.' })
  cloud!: boolean;

  @Field(() => Boolean, {
    description: 'Whether who connects the account of the cloud is asked for the code that the server printed.',
  })
  setupCode!: boolean;

  @Field(() => Boolean, { description: 'Whether any account has been connected yet.' })
  accountConnected!: boolean;
}
