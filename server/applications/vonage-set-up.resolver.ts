import { Arg, Authorized, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../context.js';
import { ApplicationType } from './application.type.js';
import { WebhookReachability } from './reachability.type.js';
import { PushCredentialInput } from './vonage-set-up.input.js';

@Authorized()
@Resolver()
export class VonageSetUpResolver {
  @Query(() => WebhookReachability, {
    description: 'Whether webhooks arrive: the server sends itself a request through PUBLIC_URL.',
  })
  webhooksReachable(@Ctx() { actor, services }: Context): Promise<WebhookReachability> {
    return services.reachability.check(actor!);
  }

  @Mutation(() => ApplicationType, {
    description: 'Creates a new key pair, here and at Vonage; tokens signed with the old one are refused immediately.',
  })
  rotateKeyPair(
    @Arg('applicationId', () => ID) applicationId: string,
    @Ctx() { actor, services }: Context,
  ): Promise<ApplicationType> {
    return services.setUp.rotateKeyPair(actor!, applicationId);
  }

  @Mutation(() => Boolean, {
    description: 'Sends Vonage the credential for push notifications to mobile apps. It is not stored here.',
  })
  async storePushCredential(
    @Arg('applicationId', () => ID) applicationId: string,
    @Arg('input', () => PushCredentialInput) input: PushCredentialInput,
    @Ctx() { actor, services }: Context,
  ): Promise<boolean> {
    await services.setUp.storePushCredential(actor!, applicationId, input);
    return true;
  }
}
