import { Field, ID, ObjectType } from 'type-graphql';
import { Node } from '../../node.type.js';
import { Member } from '../people/member.type.js';
import type { Device } from './read-device.js';
import type { SessionView } from './session-list.js';

@ObjectType({ implements: Node, description: 'A browser session.' })
export class Session implements Device, Pick<SessionView, 'id' | 'slot' | 'address' | 'createdAt' | 'lastSeenAt'> {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => Member, { description: 'The person signed in.' })
  member!: Member;

  @Field(() => Boolean, { description: 'Whether this is the session of the request.' })
  current!: boolean;

  @Field(() => String, { description: 'Slot of the browser: `/u/<slot>/…`.' })
  slot!: string;

  @Field(() => String, { nullable: true, description: 'Browser, such as "Firefox"; null if unknown.' })
  browser!: string | null;

  @Field(() => String, { nullable: true, description: 'Operating system, such as "Windows"; null if unknown.' })
  system!: string | null;

  @Field(() => String, { nullable: true, description: 'Last network address.' })
  address!: string | null;

  @Field(() => Date, { description: 'Time of sign-in.' })
  createdAt!: Date;

  @Field(() => Date, { description: 'Last use, to the minute.' })
  lastSeenAt!: Date;
}
