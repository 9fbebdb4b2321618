import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { Node } from '../../node.type.js';
import { connectionOf } from '../../page.type.js';
import { type Body, textOf, timestampOf } from './classify-event.js';
import type { EventRow } from './events.table.js';

@ObjectType('Event', {
  implements: Node,
  description: 'An event reported by Vonage, by webhook or on request.',
})
export class CallEvent {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => ID, { description: 'Application that it was sent to.' })
  applicationId!: string;

  @Field(() => ID, { nullable: true, description: 'Call that it belongs to; null while unknown.' })
  callId!: string | null;

  @Field(() => Date, { description: 'Time of receipt.' })
  receivedAt!: Date;

  @Field(() => Date, { nullable: true, description: "Time at which it happened, by Vonage's clock." })
  timestamp!: Date | null;

  @Field(() => String, {
    description:
      'Kind: answer, status, input, record, transcription, transfer, notify, payment, playback, error, fallback or unknown.',
  })
  kind!: string;

  @Field(() => String, { nullable: true, description: 'Status, for status events.' })
  status!: string | null;

  @Field(() => String, { nullable: true, description: "Vonage's id of the leg, if the event has one." })
  legUuid!: string | null;

  @Field(() => String, { nullable: true, description: "Vonage's id of the conversation, if the event has one." })
  conversationUuid!: string | null;

  @Field(() => String, {
    description:
      'Webhook that received it: answer, fallback, event, dtmf or recording; `reconcile` if the server requested it.',
  })
  door!: string;

  @Field(() => GraphQLJSON, { description: 'Content; for an answer, `answered` is what the server returned.' })
  body!: Body;
}

@ObjectType({ description: 'A page of events.' })
export class EventConnection extends connectionOf(CallEvent, 'Event') {}

export function toEvent(row: EventRow): CallEvent {
  const { id, applicationId, callId, receivedAt, kind, legUuid, conversationUuid, door, body } = row;
  const timestamp = timestampOf(body);
  return {
    id,
    applicationId,
    callId,
    receivedAt,
    timestamp: timestamp ? new Date(timestamp) : null,
    kind,
    status: textOf(body, 'status'),
    legUuid,
    conversationUuid,
    door,
    body,
  };
}
