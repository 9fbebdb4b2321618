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
  privateKey(@Root() application: ApplicationType, @Ctx() { actor, services }: Context): Promise<string> {
    return services.applications.secretOf(actor!, application, 'privateKey');
  }

  @FieldResolver(() => String, { description: 'Selects this application at POST /api/jwt; for admins only.' })
  mobileApiKey(@Root() application: ApplicationType, @Ctx() { actor, services }: Context): Promise<string> {
    return services.applications.secretOf(actor!, application, 'mobileApiKey');
  }

  @FieldResolver(() => String, { nullable: true, description: 'What Vonage asks when a call begins; for admins only.' })
  answerUrl(@Root() application: ApplicationType, @Ctx() { services }: Context): string {
    return services.applications.webhookUrls(application as Application).answer;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Where Vonage tells what happens; for admins only.' })
  eventUrl(@Root() application: ApplicationType, @Ctx() { services }: Context): string {
    return services.applications.webhookUrls(application as Application).event;
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What Vonage asks when the answer webhook fails; for admins only.',
  })
  fallbackUrl(@Root() application: ApplicationType, @Ctx() { services }: Context): string {
    return services.applications.webhookUrls(application as Application).fallback;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Where key presses at a menu go; for admins only.' })
  dtmfUrl(@Root() application: ApplicationType, @Ctx() { services }: Context): string {
    return services.applications.webhookUrls(application as Application).dtmf;
  }

  @Mutation(() => ApplicationType, {
    description:
      'New webhook addresses, here and at Vonage, in case somebody has learned the present ones. Those work on until Vonage has the new ones and the calls that go on now are over; still older ones end.',
  })
  rotateWebhookAddresses(
    @Arg('applicationId', () => ID) applicationId: string,
    @Ctx() { actor, services }: Context,
  ): Promise<ApplicationType> {
    return services.applications.rotateWebhookAddresses(actor!, applicationId);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether Vonage has these webhook addresses; while it has not, it is told again and again. For admins only.',
  })
  webhooksTold(@Root() { webhookId, webhooksToldAt }: ApplicationType): boolean {
    return webhookId === null || webhooksToldAt !== null;
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description: 'Whether the webhook addresses before these still work, for calls that go on. For admins only.',
  })
  previousWebhooksWork(@Root() { previousWebhookId }: ApplicationType): boolean {
    return previousWebhookId !== null;
  }
}
