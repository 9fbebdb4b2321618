import { ArgsType, Field, ID } from 'type-graphql';
import { PageArgs } from '../page.type.js';
import type { LegDirection, LegStatus } from '../vonage/webhook-bodies.js';
import { CallDirectionEnum, CallStatusEnum } from './call.type.js';
import type { CallQuery, EventQuery } from './read-calls.js';

@ArgsType()
export class CallsArgs extends PageArgs implements CallQuery {
  @Field(() => ID)
  applicationId!: string;

  @Field(() => Boolean, {
    nullable: true,
    description: 'True: those that are going on; false: those that are over; nothing: both.',
  })
  live?: boolean | null;

  @Field(() => String, {
    nullable: true,
    description: "Who called or was called: a number's last digits, or all of them, in any usual spelling.",
  })
  number?: string | null;

  @Field(() => String, { nullable: true, description: 'The name of a user who has, or had, a leg in the call.' })
  userName?: string | null;

  @Field(() => CallDirectionEnum, { nullable: true, description: 'From outside, or from here.' })
  direction?: LegDirection | null;

  @Field(() => [CallStatusEnum], { nullable: true, description: 'One of these.' })
  status?: LegStatus[] | null;

  @Field(() => Date, { nullable: true, description: 'Calls that began at this instant or later.' })
  since?: Date | null;

  @Field(() => Date, { nullable: true, description: 'Calls that began before this instant.' })
  until?: Date | null;
}

@ArgsType()
export class EventsArgs extends PageArgs implements EventQuery {
  @Field(() => ID)
  applicationId!: string;

  @Field(() => ID, { nullable: true, description: 'Events of this call.' })
  callId?: string | null;

  @Field(() => String, { nullable: true, description: "Our id of a call, or Vonage's id of a leg." })
  about?: string | null;

  @Field(() => String, { nullable: true, description: 'One of the kinds that an event may have.' })
  kind?: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'Words that stand somewhere in the event, in whatever case. A page then looks at a few thousand events and may come with few or none; go on with its endCursor while hasNextPage.',
  })
  text?: string | null;
}
