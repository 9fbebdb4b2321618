import { Field, InputType, registerEnumType } from 'type-graphql';
import type { PushCredential } from './vonage-set-up.js';

export const PushPlatformEnum = { IOS: 'ios', ANDROID: 'android' } as const;
registerEnumType(PushPlatformEnum, { name: 'PushPlatform', description: 'Whose phones are woken.' });

@InputType({ description: 'What Vonage wakes an app with when a call comes.' })
export class PushCredentialInput implements PushCredential {
  @Field(() => PushPlatformEnum, { description: 'Whose phones.' })
  platform!: PushCredential['platform'];

  @Field(() => String, {
    description: 'iOS: the .p12 file in hexadecimal. Android: the JSON of a Firebase service account.',
  })
  token!: string;

  @Field(() => String, {
    nullable: true,
    description: 'Android: the Firebase project id; read from the service account when it is not given.',
  })
  projectId?: string | null;
}
