import { Field, InputType } from 'type-graphql';
import { AccountKindEnum } from './account.type.js';
import type { AccountRow } from './accounts.table.js';
import type { VonageSignIn } from './connected-accounts.js';

@InputType({ description: 'A Vonage account by its key and secret.' })
export class VonageSignInInput implements VonageSignIn {
  @Field(() => AccountKindEnum, { description: 'The simulator, or the cloud.' })
  kind!: AccountRow['kind'];

  @Field(() => String, { description: 'As Vonage gave it.' })
  apiKey!: string;

  @Field(() => String, { description: 'As Vonage gave it; kept encrypted.' })
  apiSecret!: string;

  @Field(() => String, { nullable: true, description: 'What webhooks are signed with; it may also be given later.' })
  signatureSecret?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the server printed at its start; asked for while `signInOptions.setupCode` is true.',
  })
  setupCode?: string | null;
}
