import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { ApiKeyType, CreateApiKeyInput, NewApiKey } from './api-key.type.js';

@Authorized()
@Resolver()
export class ApiKeysResolver {
  @Query(() => [ApiKeyType], { description: 'API keys of the account, oldest first.' })
  apiKeys(@Ctx() { actor, services }: Context): Promise<ApiKeyType[]> {
    return services.accounts.apiKeys.list(actor!);
  }

  @Mutation(() => NewApiKey, { description: 'Creates an API key. The key is returned only once.' })
  createApiKey(
    @Arg('input', () => CreateApiKeyInput) input: CreateApiKeyInput,
    @Ctx() { actor, services }: Context,
  ): Promise<NewApiKey> {
    return services.accounts.apiKeys.create(actor!, input);
  }

  @Mutation(() => ApiKeyType, {
    description: 'Revokes an API key immediately on all servers and closes its subscriptions.',
  })
  revokeApiKey(@Arg('id', () => ID) id: string, @Ctx() { actor, services }: Context): Promise<ApiKeyType> {
    return services.accounts.apiKeys.revoke(actor!, id);
  }
}
