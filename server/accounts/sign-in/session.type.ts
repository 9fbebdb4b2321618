import { Field, ID, ObjectType } from 'type-graphql';
import { Node } from '../../node.type.js';
import { Member } from '../people/member.type.js';
import type { Device } from './read-device.js';
import type { SessionView } from './session-list.js';

@ObjectType({ implements: Node, description: 'A browser in which somebody is signed in.' })
export class Session implements Device, Pick<SessionView, 'id' | 'slot' | 'address' | 'createdAt' | 'lastSeenAt'> {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => Member, { description: 'Who is signed in.' })
  member!: Member;

  @Field(() => Boolean, { description: 'Whether it is the one that asks.' })
  current!: boolean;

  @Field(() => String, { description: 'The slot of the browser that it lives in: `/u/<slot>/…`.' })
  slot!: string;

  @Field(() => String, { nullable: true, description: 'Such as "Firefox"; null when it says nothing of itself.' })
  browser!: string | null;

  @Field(() => String, { nullable: true, description: 'Such as "Windows"; null when it says nothing of itself.' })
  system!: string | null;

  @Field(() => String, { nullable: true, description: 'The network address that it was last seen at.' })
  address!: string | null;

  @Field(() => Date, { description: 'When the person signed in.' })
  createdAt!: Date;

  @Field(() => Date, { description: 'When it was last used, to the minute.' })
  lastSeenAt!: Date;
}
