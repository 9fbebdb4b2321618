import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../node.type.js';
import { Account } from '../account.type.js';
import type { Role } from '../actor.js';
import type { MemberState, MemberView } from './view-member.js';

export const RoleEnum = { ADMIN: 'admin', SUPERVISOR: 'supervisor', AGENT: 'agent' } as const;
registerEnumType(RoleEnum, { name: 'Role', description: 'Role of a person.' });

export const MemberStateEnum = { ACTIVE: 'active', INVITED: 'invited', RESET: 'reset' } as const;
registerEnumType(MemberStateEnum, {
  name: 'MemberState',
  description: 'Can sign in; invited, has never set a password; must set a new password with a link.',
});

@ObjectType()
abstract class Person implements MemberView {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => String, { description: 'Username for signing in; for the owner, the API key.' })
  name!: string;

  @Field(() => String, { description: 'Display name.' })
  displayName!: string;

  @Field(() => RoleEnum, { description: 'Role, which decides what the person may do.' })
  role!: Role;

  @Field(() => ID, { nullable: true, description: "The agent's application; null for other roles." })
  applicationId!: string | null;

  @Field(() => String, { nullable: true, description: "The agent's Vonage user; null for other roles." })
  userName!: string | null;

  @Field(() => Boolean, { description: "Whether this is the account's owner, who signs in with key and secret." })
  owner!: boolean;

  @Field(() => MemberStateEnum, { description: 'Whether the person can sign in.' })
  state!: MemberState;

  @Field(() => Date, { nullable: true, description: 'When the person last signed in; null = never.' })
  signedInAt!: Date | null;
}

@ObjectType({ implements: Node, description: 'A person who signs in to Denwaban.' })
export class Member extends Person {}

@ObjectType({ description: 'The person signed in in this slot of the browser.' })
export class Viewer extends Person {
  @Field(() => Account, { description: "The person's account." })
  account!: Account;

  @Field(() => String, { description: 'Slot of this session.' })
  slot!: string;

  @Field(() => String, {
    nullable: true,
    description: "IANA name of the time zone in which the account's days are counted; null until it is chosen.",
  })
  timeZone!: string | null;
}

@ObjectType({ description: 'A new person and their password.' })
export class NewMember {
  @Field(() => Member, { description: 'The person.' })
  member!: Member;

  @Field(() => String, { description: 'Password. Returned only once; only its hash is stored.' })
  password!: string;
}
