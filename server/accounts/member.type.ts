import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Account } from './account.type.js';
import type { MemberRow } from './accounts.table.js';
import type { Role } from './actor.js';

export const RoleEnum = { ADMIN: 'admin', SUPERVISOR: 'supervisor', AGENT: 'agent' } as const;
registerEnumType(RoleEnum, { name: 'Role', description: 'What a person may do here.' });

@ObjectType({ description: 'A person who signs in here.' })
export class Member implements Omit<MemberRow, 'accountId' | 'name' | 'passwordHash' | 'createdAt'> {
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
}

@ObjectType({ description: 'Who is signed in, in this slot of the browser.' })
export class Viewer extends Member {
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
