import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../context.js';
import { ApiKeyType, CreateApiKeyInput, NewApiKey } from './api-key.type.js';

@Authorized()
@Resolver()
export class ApiKeysResolver {
  @Query(() => [ApiKeyType], { description: 'The API keys of the account, the oldest first.' })
  apiKeys(@Ctx() { actor, services }: Context): Promise<ApiKeyType[]> {
    return services.accounts.apiKeys.list(actor!);
  }

  @Mutation(() => NewApiKey, { description: 'Makes an API key; the reply is the only place where it stands.' })
  createApiKey(
    @Arg('input', () => CreateApiKeyInput) input: CreateApiKeyInput,
    @Ctx() { actor, services }: Context,
  ): Promise<NewApiKey> {
    return services.accounts.apiKeys.create(actor!, input);
  }

  @Mutation(() => Boolean, { description: 'Ends an API key at once, on every server, with its open subscriptions.' })
  async revokeApiKey(@Arg('id', () => ID) id: string, @Ctx() { actor, services }: Context): Promise<boolean> {
    await services.accounts.apiKeys.revoke(actor!, id);
    return true;
  }
}
