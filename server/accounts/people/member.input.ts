import { Field, ID, InputType } from 'type-graphql';
import type { Role } from '../actor.js';
import { RoleEnum } from './member.type.js';
import type { CreateMember, InviteMember, MemberDetails } from './members.js';

@InputType({ description: 'Settings of a person that an admin can change.' })
export class MemberDetailsInput implements MemberDetails {
  @Field(() => String, { description: 'Display name, 1 to 100 characters.' })
  displayName!: string;

  @Field(() => RoleEnum, { description: 'Role, which decides what the person may do.' })
  role!: Role;

  @Field(() => ID, { nullable: true, description: 'Required for agents.' })
  applicationId?: string | null;

  @Field(() => String, { nullable: true, description: "The agent's Vonage user; required for agents." })
  userName?: string | null;
}

@InputType({ description: 'A person who will set a password with a single-use link.' })
export class InviteMemberInput extends MemberDetailsInput implements InviteMember {
  @Field(() => String, { description: 'Username for signing in: 1 to 64 letters, digits and . _ - @' })
  name!: string;
}

@InputType({ description: 'A new person with a given password.' })
export class CreateMemberInput extends InviteMemberInput implements CreateMember {
  @Field(() => String, { nullable: true, description: '8 to 200 characters; generated if omitted.' })
  password?: string | null;
}

@InputType({ description: 'Username and password.' })
export class SignInInput {
  @Field(() => String, { description: 'Username; not case-sensitive.' })
  name!: string;

  @Field(() => String, { description: 'Password.' })
  password!: string;
}

@InputType({ description: 'A password set with a single-use link.' })
export class AcceptInvitationInput {
  @Field(() => String, { description: 'The part of the link after `#`.' })
  token!: string;

  @Field(() => String, { description: 'New password, 8 to 200 characters.' })
  password!: string;
}

@InputType({ description: 'Change of your own password.' })
export class ChangePasswordInput {
  @Field(() => String, { description: 'Current password.' })
  current!: string;

  @Field(() => String, { description: 'New password, 8 to 200 characters.' })
  password!: string;
}
