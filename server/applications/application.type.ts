import { Field, ID, ObjectType } from 'type-graphql';
import { connectionOf } from '../page.type.js';
import type { Application } from './read-applications.js';

@ObjectType('Application', { description: 'A Vonage application: what answers the calls of its numbers.' })
export class ApplicationType {
  @Field(() => ID, { description: 'Our own id, which stands in its webhook addresses.' })
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
  defaultOutgoingNumber!: string | null;
  /** The presets' resolver shows them. */
  presetFromOutside!: Application['presetFromOutside'];
  presetFromAgent!: Application['presetFromAgent'];
}

@ObjectType({ description: 'A page of applications.' })
export class ApplicationConnection extends connectionOf(ApplicationType) {}
