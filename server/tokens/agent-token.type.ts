import { Field, ObjectType } from 'type-graphql';
import type { AgentToken } from './tokens.service.js';

@ObjectType('AgentToken', { description: 'A token by which an agent signs in with the Client SDK.' })
export class AgentTokenType implements AgentToken {
  @Field(() => String, { description: 'The token.' })
  jwt!: string;

  @Field(() => String, { description: "Vonage's id of the user, `USR-…`." })
  userId!: string;

  @Field(() => String, { description: "The user's name." })
  userName!: string;

  @Field(() => String, { nullable: true, description: "Where the application's calls live; null = Vonage chooses." })
  region!: string | null;

  @Field(() => Date, { description: 'When it ends.' })
  expiresAt!: Date;
}
