import { Field, ID, InputType } from 'type-graphql';
import { AccountKindEnum } from './account.type.js';
import type { VonageSignIn } from './accounts.service.js';
import type { AccountRow } from './accounts.table.js';
import type { Role } from './actor.js';
import { RoleEnum } from './member.type.js';
import type { CreateMember } from './members.js';

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
}

@InputType({ description: 'A person by name and password.' })
export class SignInInput {
  @Field(() => String, { description: 'In small or capital letters.' })
  name!: string;

  @Field(() => String, { description: 'As it was handed over.' })
  password!: string;
}

@InputType({ description: 'A person who shall sign in here.' })
export class CreateMemberInput implements CreateMember {
  @Field(() => String, { description: 'What the person types to sign in: 1 to 64 letters, digits and . _ - @' })
  name!: string;

  @Field(() => String, { description: 'What others read: 1 to 100 characters.' })
  displayName!: string;

  @Field(() => RoleEnum, { description: 'What the person may do.' })
  role!: Role;

  @Field(() => ID, { nullable: true, description: 'Required for an agent.' })
  applicationId?: string | null;

  @Field(() => String, { nullable: true, description: "The agent's Vonage user; required for an agent." })
  userName?: string | null;

  @Field(() => String, { nullable: true, description: 'At least 8 characters; made up when it is not given.' })
  password?: string | null;
}
