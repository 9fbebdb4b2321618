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

  @Field(() => String, { description: 'Name that call flows ring.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Display name; null to show the name.' })
  displayName!: string | null;

  @Field(() => ID, { description: 'Application that it belongs to.' })
  applicationId!: string;
}

@ObjectType({ description: 'A page of users.' })
export class UserConnection extends connectionOf(User, 'User') {
  @Field(() => Int, {
    nullable: true,
    description: 'Number of users read from Vonage so far; null if the list is complete.',
  })
  reading!: number | null;
}

@ObjectType({ description: 'A user of the same application.' })
export class Colleague {
  @Field(() => String, { description: 'Name that call flows ring.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Display name; null to show the name.' })
  displayName!: string | null;
}

@ObjectType({ description: 'Why an operation was refused, like the `extensions` of an error.' })
export class Refusal {
  @Field(() => String, { description: 'Error code, such as BAD_INPUT or CONFLICT.' })
  code!: string;

  @Field(() => String, { description: 'Reason in English.' })
  message!: string;

  @Field(() => String, { nullable: true, description: 'Path of the invalid input.' })
  field!: string | null;

  @Field(() => String, { nullable: true, description: 'Rule that was broken.' })
  rule!: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Values in the message.' })
  params!: ErrorDetails['params'] | null;

  @Field(() => GraphQLJSON, { nullable: true, description: "Vonage's response." })
  vonage!: ErrorDetails['vonage'] | null;
}

@ObjectType({ description: 'Result for one of several new users.' })
export class CreatedUser {
  @Field(() => User, { nullable: true, description: 'The user; null if refused.' })
  user!: User | null;

  @Field(() => Refusal, { nullable: true, description: 'Why the user was refused; null if created.' })
  refusal!: Refusal | null;
}

/** A result as the API returns it. */
export function toCreatedUser(outcome: User | DenwabanError): CreatedUser {
  if (!(outcome instanceof DenwabanError)) return { user: outcome, refusal: null };
  const { field = null, rule = null, params = null, vonage = null } = outcome.details;
  return { user: null, refusal: { code: outcome.code, message: outcome.message, field, rule, params, vonage } };
}

@InputType({ description: 'A new user.' })
export class CreateUserInput implements CreateUser {
  @Field(() => String, { description: '1 to 200 characters; not "me", not beginning with "USR-".' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Display name, at most 200 characters.' })
  displayName?: string | null;
}

@InputType({ description: 'Fields to change; omitted fields keep their value.' })
export class UpdateUserInput implements UpdateUser {
  @Field(() => String, { nullable: true, description: '1 to 200 characters; not "me", not beginning with "USR-".' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'Display name, at most 200 characters.' })
  displayName?: string | null;
}
