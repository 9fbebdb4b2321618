import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../node.type.js';
import { connectionOf } from '../page.type.js';
import type { PreviousMobileKey } from './mobile-keys.js';
import type { Application } from './read-applications.js';

export const KeyOverlapEnum = { NONE: 'none', HOUR: 'hour', DAY: 'day', WEEK: 'week' } as const;
registerEnumType(KeyOverlapEnum, {
  name: 'KeyOverlap',
  description: 'How long an old key still works beside its successor.',
  valuesConfig: {
    NONE: { description: 'Not any more.' },
    HOUR: { description: '60 minutes.' },
    DAY: { description: '24 hours.' },
    WEEK: { description: '7 days.' },
  },
});

@ObjectType({ description: 'A mobile key that has a successor and still works.' })
export class PreviousMobileApiKey implements PreviousMobileKey {
  @Field(() => Date, { description: 'Until when it works.' })
  until!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'When a client last came with it, to the minute; null = none since it has a successor.',
  })
  lastUsedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'The user that this client asked for.' })
  lastUsedBy!: string | null;
}

@ObjectType('Application', {
  implements: Node,
  description: 'A Vonage application: what answers the calls of its numbers.',
})
export class ApplicationType {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => String, { description: 'What people call it; Vonage has the same.' })
  name!: string;

  @Field(() => String, { description: "Vonage's id of it." })
  vonageId!: string;

  @Field(() => String, { description: 'PEM.' })
  publicKey!: string;

  @Field(() => String, { nullable: true, description: 'Where its calls live; null = Vonage chooses.' })
  region!: string | null;

  @Field(() => Boolean, { description: 'Whether its webhooks are signed, and unsigned ones refused.' })
  signedCallbacks!: boolean;

  @Field(() => Boolean, { description: 'Whether POST /api/jwt creates a user that it does not know.' })
  createsUsers!: boolean;

  @Field(() => Date, { description: 'When it was created here.' })
  createdAt!: Date;

  /** Sealed; resolvers open them for admins. */
  privateKey!: Application['privateKey'];
  mobileApiKey!: Application['mobileApiKey'];
  previousMobileKey!: Application['previousMobileKey'];
  previousMobileKeyUntil!: Date | null;
  previousMobileKeyUsedAt!: Date | null;
  previousMobileKeyUsedBy!: string | null;
  webhookId!: string | null;
  previousWebhookId!: string | null;
  webhooksToldAt!: Date | null;
  defaultOutgoingNumber!: string | null;
  /** The presets' resolver shows them. */
  presetFromOutside!: Application['presetFromOutside'];
  presetFromAgent!: Application['presetFromAgent'];
}

@ObjectType({ description: 'A page of applications.' })
export class ApplicationConnection extends connectionOf(ApplicationType, 'Application') {}
