import { Field, ID, InputType } from 'type-graphql';
import { AccountKindEnum } from './account.type.js';
import type { VonageSignIn } from './accounts.service.js';
import type { AccountRow } from './accounts.table.js';
import type { Role } from './actor.js';
import { RoleEnum } from './member.type.js';
import type { CreateMember } from './members.js';

@InputType({ description: 'A Vonage account by its key and secret.' })
export class VonageSignInInput implements VonageSignIn {
  @Field(() => AccountKindEnum)
  kind!: AccountRow['kind'];

  @Field(() => String)
  apiKey!: string;

  @Field(() => String)
  apiSecret!: string;

  @Field(() => String, { nullable: true, description: 'What webhooks are signed with; it may also be given later.' })
  signatureSecret?: string | null;
}

@InputType({ description: 'A person by name and password.' })
export class SignInInput {
  @Field(() => String)
  name!: string;

  @Field(() => String)
  password!: string;
}

@InputType({ description: 'A person who shall sign in here.' })
export class CreateMemberInput implements CreateMember {
  @Field(() => String, { description: 'What the person types to sign in: 1 to 64 letters, digits and . _ - @' })
  name!: string;

  @Field(() => String)
  displayName!: string;

  @Field(() => RoleEnum)
  role!: Role;

  @Field(() => ID, { nullable: true, description: 'Required for an agent.' })
  applicationId?: string | null;

  @Field(() => String, { nullable: true, description: "The agent's Vonage user; required for an agent." })
  userName?: string | null;

  @Field(() => String, { nullable: true, description: 'At least 8 characters; made up when it is not given.' })
  password?: string | null;
}
