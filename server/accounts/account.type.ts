import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import type { Role } from './actor.js';

export const RoleEnum = { ADMIN: 'admin', SUPERVISOR: 'supervisor', AGENT: 'agent' } as const;
registerEnumType(RoleEnum, { name: 'Role', description: 'What a person may do here.' });

@ObjectType({ description: 'Who is signed in, in this slot of the browser.' })
export class Viewer {
  @Field(() => ID)
  id!: string;

  @Field(() => String, { description: 'What the person types to sign in; for the owner, the API key.' })
  name!: string;

  @Field(() => String)
  displayName!: string;

  @Field(() => RoleEnum)
  role!: Role;

  @Field(() => ID, { nullable: true, description: "An agent's application." })
  applicationId!: string | null;

  @Field(() => String, { nullable: true, description: "An agent's Vonage user." })
  userName!: string | null;

  @Field(() => String, { description: 'The slot that this session lives in.' })
  slot!: string;
}
