import { Field, ID, InputType } from 'type-graphql';
import type { Role } from '../actor.js';
import { RoleEnum } from './member.type.js';
import type { CreateMember, InviteMember, MemberDetails } from './members.js';

@InputType({ description: 'What an admin decides about a person, and may change later.' })
export class MemberDetailsInput implements MemberDetails {
  @Field(() => String, { description: 'What others read: 1 to 100 characters.' })
  displayName!: string;

  @Field(() => RoleEnum, { description: 'What the person may do.' })
  role!: Role;

  @Field(() => ID, { nullable: true, description: 'Required for an agent.' })
  applicationId?: string | null;

  @Field(() => String, { nullable: true, description: "The agent's Vonage user; required for an agent." })
  userName?: string | null;
}

@InputType({ description: 'A person who shall set a password through a one-time link.' })
export class InviteMemberInput extends MemberDetailsInput implements InviteMember {
  @Field(() => String, { description: 'What the person types to sign in: 1 to 64 letters, digits and . _ - @' })
  name!: string;
}

@InputType({ description: 'A person who shall sign in here, with a password that is handed over.' })
export class CreateMemberInput extends InviteMemberInput implements CreateMember {
  @Field(() => String, { nullable: true, description: '8 to 200 characters; made up when it is not given.' })
  password?: string | null;
}

@InputType({ description: 'A person by name and password.' })
export class SignInInput {
  @Field(() => String, { description: 'In small or capital letters.' })
  name!: string;

  @Field(() => String, { description: 'As it was chosen, or handed over.' })
  password!: string;
}

@InputType({ description: 'A password set through a one-time link.' })
export class AcceptInvitationInput {
  @Field(() => String, { description: 'What stands behind the # of the link.' })
  token!: string;

  @Field(() => String, { description: 'The new password: 8 to 200 characters.' })
  password!: string;
}

@InputType({ description: 'A change of the own password.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'The password until now.' })
  current!: string;

  @Field(() => String, { description: 'The new one: 8 to 200 characters.' })
  password!: string;
}
