import { Field, InputType, registerEnumType } from 'type-graphql';
import type { PushCredential } from './vonage-set-up.js';

export const PushPlatformEnum = { IOS: 'ios', ANDROID: 'android' } as const;
registerEnumType(PushPlatformEnum, { name: 'PushPlatform', description: 'Platform of the mobile app.' });

@InputType({ description: 'Credential with which Vonage sends push notifications about calls.' })
export class PushCredentialInput implements PushCredential {
  @Field(() => PushPlatformEnum, { description: 'Platform of the mobile app.' })
  platform!: PushCredential['platform'];

  @Field(() => String, {
    description: 'iOS: the .p12 file in hexadecimal. Android: the JSON of a Firebase service account.',
  })
  token!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Android: Firebase project id; read from the service account if omitted.',
  })
  projectId?: string | null;
}
