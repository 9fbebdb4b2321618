import { Field, InputType, ObjectType } from 'type-graphql';
import type { Origins } from './origins.js';

@ObjectType('Origins', { description: 'Which pages may ask this server, beside those at PUBLIC_URL.' })
export class OriginsType implements Origins {
  @Field(() => [String], { description: 'Further addresses of the web app itself.' })
  webApp!: string[];

  @Field(() => [String], {
    description:
      'Tools of others, such as a hosted explorer of this API: their pages ask with a key, never with a cookie.',
  })
  tools!: string[];
}

@InputType({ description: 'Which pages shall be allowed to ask this server, beside those at PUBLIC_URL.' })
export class OriginsInput implements Origins {
  @Field(() => [String], { description: 'At most 20, each such as `https://desk.example.org`.' })
  webApp!: string[];

  @Field(() => [String], { description: 'At most 20, each such as `https://studio.apollographql.com`.' })
  tools!: string[];
}
