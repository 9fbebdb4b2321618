import { Field, ObjectType } from 'type-graphql';
import type { AgentToken } from './tokens.service.js';

@ObjectType('AgentToken', { description: 'Token for the Client SDK, with which an agent connects.' })
export class AgentTokenType implements AgentToken {
  @Field(() => String, { description: 'The token (JWT).' })
  jwt!: string;

  @Field(() => String, { description: "Vonage's id of the user, `USR-…`." })
  userId!: string;

  @Field(() => String, { description: 'Name of the user.' })
  userName!: string;

  @Field(() => String, { nullable: true, description: "Region of the application's calls; null if it has none yet." })
  region!: string | null;

  @Field(() => Date, { description: 'Expiry time.' })
  expiresAt!: Date;
}
