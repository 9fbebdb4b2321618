import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../../node.type.js';
import type { ApiKeyView, CreateApiKey } from './api-keys.js';
import { SCOPES, type Scope } from './scopes.js';

/** GraphQL names: APPLICATIONS_READ for applications:read. */
const ScopeEnum = Object.fromEntries(SCOPES.map((scope) => [scope.toUpperCase().replace(':', '_'), scope]));
registerEnumType(ScopeEnum, {
  name: 'Scope',
  description: 'Permission of an API key: read or write an area. Write includes read.',
});

@ObjectType('ApiKey', {
  implements: Node,
  description: 'Credential for an API client, without the key itself.',
})
export class ApiKeyType implements ApiKeyView {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => String, { description: 'Name, such as the purpose of the key.' })
  name!: string;

  @Field(() => [ScopeEnum], { description: 'Permissions.' })
  scopes!: Scope[];

  @Field(() => Date, { description: 'Time of creation.' })
  createdAt!: Date;

  @Field(() => String, {
    nullable: true,
    description: 'Name of the person who created it; null if they have been removed.',
  })
  createdBy!: string | null;

  @Field(() => Date, { nullable: true, description: 'Expiry time; null if it does not expire.' })
  expiresAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'Last use, to the minute; null if never used.' })
  lastUsedAt!: Date | null;
}

@ObjectType({ description: 'A new API key.' })
export class NewApiKey {
  @Field(() => ApiKeyType, { description: 'The key as listed.' })
  apiKey!: ApiKeyType;

  @Field(() => String, {
    description: 'The key for `Authorization: Bearer …`. Returned only once; only its hash is stored.',
  })
  key!: string;
}

@InputType({ description: 'A new API key.' })
export class CreateApiKeyInput implements CreateApiKey {
  @Field(() => String, { description: 'Name, 1 to 100 characters.' })
  name!: string;

  @Field(() => [ScopeEnum], { description: 'Permissions, at least one.' })
  scopes!: Scope[];

  @Field(() => Date, { nullable: true, description: 'Expiry time; omit for a key that does not expire.' })
  expiresAt?: Date | null;
}
