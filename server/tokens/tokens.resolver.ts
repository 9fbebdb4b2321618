import { Arg, Authorized, Ctx, ID, Int, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { AgentTokenType } from './agent-token.type.js';

@Authorized()
@Resolver()
export class TokensResolver {
  @Mutation(() => AgentTokenType, {
    description:
      'A token for the Client SDK: an admin for any user, everyone else for their own. Lives 15 minutes; an unknown user is created where the application and the scopes of an API key allow it.',
  })
  createAgentToken(
    @Arg('applicationId', () => ID) applicationId: string,
    @Arg('userName', () => String) userName: string,
    @Arg('seconds', () => Int, {
      defaultValue: 900,
      description: 'How long it lives: 1 to 86400 for an admin, to 900 for everyone else.',
    })
    seconds: number,
    @Ctx() { services, actor }: Context,
  ): Promise<AgentTokenType> {
    return services.tokens.forActor(actor!, applicationId, userName, seconds);
  }
}
