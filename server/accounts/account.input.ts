import { Field, InputType } from 'type-graphql';
import { AccountKindEnum } from './account.type.js';
import type { AccountRow } from './accounts.table.js';
import type { VonageSignIn } from './connected-accounts.js';

@InputType({ description: 'A Vonage account, identified by its key and secret.' })
export class VonageSignInInput implements VonageSignIn {
  @Field(() => AccountKindEnum, { description: 'The simulator or the cloud.' })
  kind!: AccountRow['kind'];

  @Field(() => String, { description: 'API key, from the Vonage dashboard.' })
  apiKey!: string;

  @Field(() => String, { description: 'API secret, from the Vonage dashboard; stored encrypted.' })
  apiSecret!: string;

  @Field(() => String, { nullable: true, description: 'Secret that signs webhooks; can also be set later.' })
  signatureSecret?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Setup code that the server prints at startup; required while `signInOptions.setupCode` is true.',
  })
  setupCode?: string | null;
}
