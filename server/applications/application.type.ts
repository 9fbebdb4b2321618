import { Field, ID, ObjectType, registerEnumType } from 'type-graphql';
import { Node } from '../node.type.js';
import { connectionOf } from '../page.type.js';
import type { PreviousMobileKey } from './mobile-keys.js';
import type { Application } from './read-applications.js';

export const KeyOverlapEnum = { NONE: 'none', HOUR: 'hour', DAY: 'day', WEEK: 'week' } as const;
registerEnumType(KeyOverlapEnum, {
  name: 'KeyOverlap',
  description: 'How long an old key stays valid after it is replaced.',
  valuesConfig: {
    NONE: { description: 'Not at all.' },
    HOUR: { description: '60 minutes.' },
    DAY: { description: '24 hours.' },
    WEEK: { description: '7 days.' },
  },
});

@ObjectType({ description: 'A mobile key that has been replaced and is still valid.' })
export class PreviousMobileApiKey implements PreviousMobileKey {
  @Field(() => Date, { description: 'Expiry time.' })
  until!: Date;

  @Field(() => Date, {
    nullable: true,
    description: 'Last use since it was replaced, to the minute; null if not used.',
  })
  lastUsedAt!: Date | null;

  @Field(() => String, { nullable: true, description: 'User that this client requested a token for.' })
  lastUsedBy!: string | null;
}

@ObjectType('Application', {
  implements: Node,
  description: 'A Vonage application, which answers the calls of its numbers.',
})
export class ApplicationType {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => String, { description: 'Name, the same as at Vonage.' })
  name!: string;

  @Field(() => String, { description: "Vonage's id." })
  vonageId!: string;

  @Field(() => String, { description: 'PEM.' })
  publicKey!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Region of its calls and users; null if it has none yet, see `proposedRegion`.',
  })
  region!: string | null;

  @Field(() => Boolean, { description: 'Whether its webhooks are signed and unsigned ones refused.' })
  signedCallbacks!: boolean;

  @Field(() => Boolean, { description: 'Whether POST /api/jwt creates unknown users.' })
  createsUsers!: boolean;

  @Field(() => Date, { description: 'Time of creation in Denwaban.' })
  createdAt!: Date;

  /** Encrypted; resolvers decrypt them for admins. */
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
  /** Resolved by the presets' resolver. */
  presetFromOutside!: Application['presetFromOutside'];
  presetFromAgent!: Application['presetFromAgent'];
}

@ObjectType({ description: 'A page of applications.' })
export class ApplicationConnection extends connectionOf(ApplicationType, 'Application') {}
