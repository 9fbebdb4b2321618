import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../node.type.js';
import type { ApiKeyView, CreateApiKey } from './api-keys.js';
import { SCOPES, type Scope } from './scopes.js';

/** GraphQL's words: APPLICATIONS_READ for applications:read. */
const ScopeEnum = Object.fromEntries(SCOPES.map((scope) => [scope.toUpperCase().replace(':', '_'), scope]));
registerEnumType(ScopeEnum, {
  name: 'Scope',
  description: 'What an API key may do: read or write an area. Write includes read.',
});

@ObjectType('ApiKey', {
  implements: Node,
  description: 'What a program of an integrator proves itself with; never the key itself.',
})
export class ApiKeyType implements ApiKeyView {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => String, { description: 'What it is for.' })
  name!: string;

  @Field(() => [ScopeEnum], { description: 'What it may do.' })
  scopes!: Scope[];

  @Field(() => Date, { description: 'When it was made.' })
  createdAt!: Date;

  @Field(() => String, { nullable: true, description: 'Who made it; null when that person is not here any more.' })
  createdBy!: string | null;

  @Field(() => Date, { nullable: true, description: 'When it ends by itself; null = never.' })
  expiresAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'To the minute; null = it was never used.' })
  lastUsedAt!: Date | null;
}

@ObjectType({ description: 'A new API key.' })
export class NewApiKey {
  @Field(() => ApiKeyType, { description: 'As the list shows it.' })
  apiKey!: ApiKeyType;

  @Field(() => String, { description: 'Goes into `Authorization: Bearer …`. Shown this once; only its hash is kept.' })
  key!: string;
}

@InputType({ description: 'A new API key.' })
export class CreateApiKeyInput implements CreateApiKey {
  @Field(() => String, { description: 'What it is for: 1 to 100 characters.' })
  name!: string;

  @Field(() => [ScopeEnum], { description: 'What it may do; at least one.' })
  scopes!: Scope[];

  @Field(() => Date, { nullable: true, description: 'When it ends by itself; left out = never.' })
  expiresAt?: Date | null;
}
