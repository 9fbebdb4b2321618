import { GraphQLJSON } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';
import type { DenwabanError, ErrorDetails } from '../errors.js';

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

/** An error as part of a response. */
export function toRefusal({ code, message, details }: Pick<DenwabanError, 'code' | 'message' | 'details'>): Refusal {
  const { field = null, rule = null, params = null, vonage = null } = details;
  return { code, message, field, rule, params, vonage };
}
