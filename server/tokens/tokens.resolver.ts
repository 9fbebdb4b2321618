import { Arg, Authorized, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { AgentTokenType } from './agent-token.type.js';

@Authorized()
@Resolver()
export class TokensResolver {
  @Mutation(() => AgentTokenType, {
    description:
      "Creates a token for the Client SDK: for any user as an admin, for yourself otherwise. Valid for 15 minutes; an unknown user is created if the application and the API key's scopes allow it.",
  })
  createAgentToken(
    @Arg('applicationId', () => ID) applicationId: string,
    @Arg('userName', () => String) userName: string,
    @Arg('seconds', () => Int, {
      defaultValue: 900,
      description: 'Lifetime in seconds: 1 to 86400 for admins, up to 900 for others.',
    })
    seconds: number,
    @Ctx() { services, actor }: Context,
  ): Promise<AgentTokenType> {
    return services.tokens.forActor(actor!, applicationId, userName, seconds);
  }
}
