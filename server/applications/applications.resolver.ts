import { Arg, Args, Authorized, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../context.js';
import { PageArgs } from '../page.type.js';
import { CreateApplicationInput, UpdateApplicationInput } from './application.input.js';
import { ApplicationConnection, ApplicationType, KeyOverlapEnum, PreviousMobileApiKey } from './application.type.js';
import type { KeyOverlap } from './mobile-keys.js';
import type { Application } from './read-applications.js';

@Authorized()
@Resolver(() => ApplicationType)
export class ApplicationsResolver {
  @Query(() => ApplicationConnection, { description: 'Applications, oldest first; agents see only their own.' })
  applications(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() { actor, services }: Context,
  ): Promise<ApplicationConnection> {
    return services.applications.list(actor!, page);
  }

  @Query(() => ApplicationType, { description: 'An application by its id.' })
  application(@Arg('id', () => ID) id: string, @Ctx() { actor, services }: Context): Promise<ApplicationType> {
    return services.applications.find(actor!, id);
  }

  @Mutation(() => ApplicationType, {
    description: 'Creates an application here and at Vonage, with webhooks and a new key pair.',
  })
  createApplication(
    @Arg('input', () => CreateApplicationInput) input: CreateApplicationInput,
    @Ctx() { actor, services }: Context,
  ): Promise<ApplicationType> {
    return services.applications.create(actor!, input);
  }

  @Mutation(() => ApplicationType, { description: 'Changes an application.' })
  updateApplication(
    @Arg('id', () => ID) id: string,
    @Arg('input', () => UpdateApplicationInput) input: UpdateApplicationInput,
    @Ctx() { actor, services }: Context,
  ): Promise<ApplicationType> {
    return services.applications.update(actor!, id, input);
  }

  @Mutation(() => ApplicationType, {
    description: 'Creates a new mobile key; apps with the old one are refused once the overlap is over.',
  })
  rotateMobileApiKey(
    @Arg('applicationId', () => ID) applicationId: string,
    @Arg('overlap', () => KeyOverlapEnum, {
      defaultValue: 'day',
      description: 'How long the old key stays valid. Earlier keys become invalid immediately.',
    })
    overlap: KeyOverlap,
    @Ctx() { actor, services }: Context,
  ): Promise<ApplicationType> {
    return services.applications.rotateMobileApiKey(actor!, applicationId, overlap);
  }

  @FieldResolver(() => PreviousMobileApiKey, {
    nullable: true,
    description: 'Previous mobile key, while it is valid; for admins only.',
  })
  previousMobileApiKey(
    @Root() application: ApplicationType,
    @Ctx() { services }: Context,
  ): PreviousMobileApiKey | null {
    return services.applications.mobileKeys.previous(application);
  }

  @FieldResolver(() => String, { description: 'PEM; for admins only.' })
  privateKey(@Root() application: ApplicationType, @Ctx() { actor, services }: Context): Promise<string> {
    return services.applications.secretOf(actor!, application, 'privateKey');
  }

  @FieldResolver(() => String, { description: 'Key that selects this application at POST /api/jwt; for admins only.' })
  mobileApiKey(@Root() application: ApplicationType, @Ctx() { actor, services }: Context): Promise<string> {
    return services.applications.secretOf(actor!, application, 'mobileApiKey');
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'URL that Vonage requests when a call begins; for admins only.',
  })
  answerUrl(@Root() application: ApplicationType, @Ctx() { services }: Context): string {
    return services.applications.webhookUrls(application as Application).answer;
  }

  @FieldResolver(() => String, { nullable: true, description: 'URL to which Vonage sends events; for admins only.' })
  eventUrl(@Root() application: ApplicationType, @Ctx() { services }: Context): string {
    return services.applications.webhookUrls(application as Application).event;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'URL that Vonage requests when the answer webhook fails; for admins only.',
  })
  fallbackUrl(@Root() application: ApplicationType, @Ctx() { services }: Context): string {
    return services.applications.webhookUrls(application as Application).fallback;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'URL to which key presses in a menu are sent; for admins only.',
  })
  dtmfUrl(@Root() application: ApplicationType, @Ctx() { services }: Context): string {
    return services.applications.webhookUrls(application as Application).dtmf;
  }

  @Mutation(() => ApplicationType, {
    description:
      'Creates new webhook URLs, here and at Vonage, in case someone has learned the current ones. The current ones keep working until Vonage has the new ones and ongoing calls are over; earlier ones stop working.',
  })
  rotateWebhookAddresses(
    @Arg('applicationId', () => ID) applicationId: string,
    @Ctx() { actor, services }: Context,
  ): Promise<ApplicationType> {
    return services.applications.rotateWebhookAddresses(actor!, applicationId);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether Vonage has the current webhook URLs; while false, the update is retried. For admins only.',
  })
  webhooksTold(@Root() { webhookId, webhooksToldAt }: ApplicationType): boolean {
    return webhookId === null || webhooksToldAt !== null;
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether the previous webhook URLs still work, for ongoing calls. For admins only.',
  })
  previousWebhooksWork(@Root() { previousWebhookId }: ApplicationType): boolean {
    return previousWebhookId !== null;
  }
}
