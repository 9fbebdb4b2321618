import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { PageArgs } from '../page.type.js';
import { CreateApplicationInput, UpdateApplicationInput } from './application.input.js';
import { ApplicationConnection, ApplicationType, KeyOverlapEnum, PreviousMobileApiKey } from './application.type.js';
import type { KeyOverlap } from './mobile-keys.js';

@Authorized()
@Resolver(() => ApplicationType)
export class ApplicationsResolver {
  @Query(() => ApplicationConnection, { description: 'The applications, the oldest first; an agent sees the own one.' })
  applications(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { actor, services }: Context,
  ): Promise<ApplicationConnection> {
    return services.applications.list(actor!, page);
  }

  @Query(() => ApplicationType, { description: 'One application.' })
  application(@Arg('id', () => ID) id: string, @Ctx() { actor, services }: Context): Promise<ApplicationType> {
    return services.applications.find(actor!, id);
  }

  @Mutation(() => ApplicationType, {
    description: 'Creates an application here and at Vonage, with its webhooks and a key pair of our own.',
  })
  createApplication(
    @Arg('input', () => CreateApplicationInput) input: CreateApplicationInput,
    @Ctx() { actor, services }: Context,
  ): Promise<ApplicationType> {
    return services.applications.create(actor!, input);
  }

  @Mutation(() => ApplicationType, { description: 'Changes the name or the outgoing number of an application.' })
  updateApplication(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => UpdateApplicationInput) input: UpdateApplicationInput,
    @Ctx() { actor, services }: Context,
  ): Promise<ApplicationType> {
    return services.applications.update(actor!, id, input);
  }

  @Mutation(() => ApplicationType, {
    description: 'A new mobile key; apps that have the old one are refused when the overlap is over.',
  })
  rotateMobileApiKey(
    @Arg('applicationId', () => ID) applicationId: string,
    @Arg('overlap', () => KeyOverlapEnum, {
      defaultValue: 'day',
      description: 'How long the old key still works. A still older one does not any more.',
    })
    overlap: KeyOverlap,
    @Ctx() { actor, services }: Context,
  ): Promise<ApplicationType> {
    return services.applications.rotateMobileApiKey(actor!, applicationId, overlap);
  }

  @FieldResolver(() => PreviousMobileApiKey, {
    nullable: true,
    description: 'The mobile key before this one, while it still works; for admins only.',
  })
  previousMobileApiKey(
    @Root() application: ApplicationType,
    @Ctx() { services }: Context,
  ): PreviousMobileApiKey | null {
    return services.applications.mobileKeys.previous(application);
  }

  @FieldResolver(() => String, { description: 'PEM; for admins only.' })
  privateKey(@Root() application: ApplicationType, @Ctx() { actor, services }: Context): string {
    return services.applications.secretsOf(actor!, application).privateKey;
  }

  @FieldResolver(() => String, { description: 'Selects this application at POST /api/jwt; for admins only.' })
  mobileApiKey(@Root() application: ApplicationType, @Ctx() { actor, services }: Context): string {
    return services.applications.secretsOf(actor!, application).mobileApiKey;
  }

  @FieldResolver(() => String, { description: 'What Vonage asks when a call begins.' })
  answerUrl(@Root() { id }: ApplicationType, @Ctx() { services }: Context): string {
    return services.applications.webhookUrls(id).answer;
  }

  @FieldResolver(() => String, { description: 'Where Vonage tells what happens.' })
  eventUrl(@Root() { id }: ApplicationType, @Ctx() { services }: Context): string {
    return services.applications.webhookUrls(id).event;
  }

  @FieldResolver(() => String, { description: 'What Vonage asks when the answer webhook fails.' })
  fallbackUrl(@Root() { id }: ApplicationType, @Ctx() { services }: Context): string {
    return services.applications.webhookUrls(id).fallback;
  }

  @FieldResolver(() => String, { description: 'Where key presses at a menu go.' })
  dtmfUrl(@Root() { id }: ApplicationType, @Ctx() { services }: Context): string {
    return services.applications.webhookUrls(id).dtmf;
  }
}
