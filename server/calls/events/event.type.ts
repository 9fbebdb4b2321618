import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, ObjectType } from 'type-graphql';
import { Node } from '../../node.type.js';
import { connectionOf } from '../../page.type.js';
import { type Body, textOf, timestampOf } from './classify-event.js';
import type { EventRow } from './events.table.js';

@ObjectType('Event', {
  implements: Node,
  description: 'Something that Vonage told us by a webhook, or on being asked.',
})
export class CallEvent {
  @Field(() => ID, { description: 'Our own id.' })
  id!: string;

  @Field(() => ID, { description: 'The application that it was sent to.' })
  applicationId!: string;

  @Field(() => ID, { nullable: true, description: 'Null while it is not known to which call it belongs.' })
  callId!: string | null;

  @Field(() => Date, { description: 'When it came here.' })
  receivedAt!: Date;

  @Field(() => Date, { nullable: true, description: 'When it happened, by the clock of Vonage.' })
  timestamp!: Date | null;

  @Field(() => String, {
    description:
      'What it is: answer, status, input, record, transcription, transfer, notify, payment, playback, error, fallback or unknown.',
  })
  kind!: string;

  @Field(() => String, { nullable: true, description: 'Of a status event: the status.' })
  status!: string | null;

  @Field(() => String, { nullable: true, description: "The leg's id at Vonage, where it names one." })
  legUuid!: string | null;

  @Field(() => String, { nullable: true, description: "The conversation's id at Vonage, where it names one." })
  conversationUuid!: string | null;

  @Field(() => String, {
    description: 'Where it came in: answer, fallback, event, dtmf or recording; `reconcile`: we asked.',
  })
  door!: string;

  @Field(() => GraphQLJSON, { description: 'What it says; `answered` is what we replied.' })
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
