import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../node.type.js';
import { Account } from '../account.type.js';
import type { Role } from '../actor.js';
import type { MemberState, MemberView } from './view-member.js';

export const RoleEnum = { ADMIN: 'admin', SUPERVISOR: 'supervisor', AGENT: 'agent' } as const;
registerEnumType(RoleEnum, { name: 'Role', description: 'What a person may do here.' });

export const MemberStateEnum = { ACTIVE: 'active', INVITED: 'invited', RESET: 'reset' } as const;
registerEnumType(MemberStateEnum, {
  name: 'MemberState',
  description: 'Can sign in; has never set a password; has to set a new one through a link.',
});

@ObjectType()
abstract class Person implements MemberView {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => String, { description: 'What the person types to sign in; for the owner, the API key.' })
  name!: string;

  @Field(() => String, { description: 'What others read.' })
  displayName!: string;

  @Field(() => RoleEnum, { description: 'What the person may do.' })
  role!: Role;

  @Field(() => ID, { nullable: true, description: "An agent's application." })
  applicationId!: string | null;

  @Field(() => String, { nullable: true, description: "An agent's Vonage user." })
  userName!: string | null;

  @Field(() => Boolean, { description: "Whether it is the account's owner, who signs in with key and secret." })
  owner!: boolean;

  @Field(() => MemberStateEnum, { description: 'Whether the person can sign in by now.' })
  state!: MemberState;
}

@ObjectType({ implements: Node, description: 'A person who signs in here.' })
export class Member extends Person {}

@ObjectType({ description: 'Who is signed in, in this slot of the browser.' })
export class Viewer extends Person {
  @Field(() => Account, { description: 'The account that the person belongs to.' })
  account!: Account;

  @Field(() => String, { description: 'The slot that this session lives in.' })
  slot!: string;
}

@ObjectType({ description: 'A new person, and the password to hand over.' })
export class NewMember {
  @Field(() => Member, { description: 'The person.' })
  member!: Member;

  @Field(() => String, { description: 'Shown this once; only its hash is kept.' })
  password!: string;
}
