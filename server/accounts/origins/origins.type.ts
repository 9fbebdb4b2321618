import { Field, InputType, ObjectType } from 'type-graphql';
import type { Origins } from './origins.js';

@ObjectType('Origins', { description: 'Origins whose pages may send requests, in addition to PUBLIC_URL.' })
export class OriginsType implements Origins {
  @Field(() => [String], { description: 'Additional addresses of the web app.' })
  webApp!: string[];

  @Field(() => [String], {
    description:
      'Third-party tools, such as a hosted API explorer. Their pages authenticate with a key, never with a cookie.',
  })
  tools!: string[];
}

@InputType({ description: 'Origins whose pages may send requests, in addition to PUBLIC_URL.' })
export class OriginsInput implements Origins {
  @Field(() => [String], { description: 'At most 20, such as `https://desk.example.org`.' })
  webApp!: string[];

  @Field(() => [String], { description: 'At most 20, such as `https://studio.apollographql.com`.' })
  tools!: string[];
}
