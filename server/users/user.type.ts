import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DenwabanError } from '../errors.js';
import { Node } from '../node.type.js';
import { connectionOf } from '../page.type.js';
import { Refusal, toRefusal } from '../tasks/refusal.type.js';
import type { CreateUser } from './make-users.js';
import type { UpdateUser } from './users.service.js';
import type { UserRow } from './users.table.js';

@ObjectType({ implements: Node, description: "An agent's identity at Vonage." })
export class User implements Omit<UserRow, 'seenAt' | 'chosen'> {
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
  return { user: null, refusal: toRefusal(outcome) };
}

@ObjectType({ description: 'A line of an import of which no user was created.' })
export class RefusedLine {
  @Field(() => Int, { description: 'Position in the list, from 0.' })
  index!: number;

  @Field(() => String, { description: 'Name in that line.' })
  name!: string;

  @Field(() => Refusal, { description: 'Why it was refused.' })
  refusal!: Refusal;
}

@ObjectType({ description: 'Result of an import of users, so far.' })
export class ImportReport {
  @Field(() => Int, { description: 'Number of created users.' })
  created!: number;

  @Field(() => Int, { description: 'Number of refused lines.' })
  refusedCount!: number;

  @Field(() => [RefusedLine], { description: 'Refused lines, in the order in which they were tried.' })
  refused!: RefusedLine[];

  @Field(() => [Int], { description: 'Positions of lines that have not been tried.' })
  open!: number[];
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
