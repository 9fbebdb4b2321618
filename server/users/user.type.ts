import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DenwabanError, type ErrorDetails } from '../errors.js';
import { Node } from '../node.type.js';
import { connectionOf } from '../page.type.js';
import type { CreateUser } from './make-users.js';
import type { UpdateUser } from './users.service.js';
import type { UserRow } from './users.table.js';

@ObjectType({ implements: Node, description: "An agent's identity at Vonage." })
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
export class UserConnection extends connectionOf(User, 'User') {
  @Field(() => Int, {
    nullable: true,
    description: 'How many users have been read from Vonage while that is still going on; else null.',
  })
  reading!: number | null;
}

@ObjectType({ description: 'Somebody who works in the same application.' })
export class Colleague {
  @Field(() => String, { description: 'What call flows ring.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'What people read in place of the name.' })
  displayName!: string | null;
}

@ObjectType({ description: 'Why something was not done; the same as the `extensions` of an error.' })
export class Refusal {
  @Field(() => String, { description: 'Such as BAD_INPUT or CONFLICT.' })
  code!: string;

  @Field(() => String, { description: 'The reason, in English.' })
  message!: string;

  @Field(() => String, { nullable: true, description: 'The input path.' })
  field!: string | null;

  @Field(() => String, { nullable: true, description: 'The rule that was broken.' })
  rule!: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'What the sentence is made of.' })
  params!: ErrorDetails['params'] | null;

  @Field(() => GraphQLJSON, { nullable: true, description: "Vonage's own words." })
  vonage!: ErrorDetails['vonage'] | null;
}

@ObjectType({ description: 'What came of one of several new users.' })
export class CreatedUser {
  @Field(() => User, { nullable: true, description: 'The user; null when it was refused.' })
  user!: User | null;

  @Field(() => Refusal, { nullable: true, description: 'Why there is none.' })
  refusal!: Refusal | null;
}

/** An outcome as the API shows it. */
export function toCreatedUser(outcome: User | DenwabanError): CreatedUser {
  if (!(outcome instanceof DenwabanError)) return { user: outcome, refusal: null };
  const { field = null, rule = null, params = null, vonage = null } = outcome.details;
  return { user: null, refusal: { code: outcome.code, message: outcome.message, field, rule, params, vonage } };
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
