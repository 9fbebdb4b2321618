import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { connectionOf } from '../page.type.js';
import type { CreateUser, UpdateUser } from './users.service.js';
import type { UserRow } from './users.table.js';

@ObjectType({ description: "An agent's identity at Vonage." })
export class User implements Omit<UserRow, 'seenAt'> {
  @Field(() => ID, { description: "Vonage's id, `USR-…`." })
  id!: string;

  @Field(() => String, { description: 'What call flows ring.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What people read in place of the name.' })
  displayName!: string | null;

  @Field(() => ID, { description: 'The application that it belongs to.' })
  applicationId!: string;
}

@ObjectType({ description: 'A page of users.' })
export class UserConnection extends connectionOf(User) {}

@ObjectType({ description: 'Somebody who works in the same application.' })
export class Colleague {
  @Field(() => String, { description: 'What call flows ring.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What people read in place of the name.' })
  displayName!: string | null;
}

@InputType({ description: 'A new user.' })
export class CreateUserInput implements CreateUser {
  @Field(() => String, { description: '1 to 200 characters; not "me", not beginning with "USR-".' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What people read: at most 200 characters.' })
  displayName?: string | null;
}

@InputType({ description: 'What shall be different; what is left out stays.' })
export class UpdateUserInput implements UpdateUser {
  @Field(() => String, { nullable: true, description: 'As for a new one.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'At most 200 characters.' })
  displayName?: string | null;
}
