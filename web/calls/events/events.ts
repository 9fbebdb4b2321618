import { graphql } from '../../generated/gql';
import type { EventFieldsFragment } from '../../generated/graphql';

export const EventFields = graphql(`
  fragment EventFields on Event {
    id
    callId
    receivedAt
    kind
    status
    legUuid
    door
    body
  }
`);

export const EventsDocument = graphql(`
  query Events($applicationId: ID!, $kind: String, $about: String, $text: String, $first: Int!, $after: String) {
    events(applicationId: $applicationId, kind: $kind, about: $about, text: $text, first: $first, after: $after) {
      nodes {
        ...EventFields
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const EventAddedDocument = graphql(`
  subscription EventAdded($applicationId: ID!, $callId: ID) {
    eventAdded(applicationId: $applicationId, callId: $callId) {
      ...EventFields
    }
  }
`);

export type EventRow = EventFieldsFragment;

/** Which events to show; '' is not filtered. */
export interface EventFilter {
  kind: string;
  /** Our id of a call, or Vonage's of a leg. */
  about: string;
  text: string;
}

/** Whether a new event matches the filter. */
export function wants({ kind, about, text }: EventFilter, event: EventRow): boolean {
  return (
    (kind === '' || event.kind === kind) &&
    (about === '' || event.callId === about || event.legUuid === about) &&
    (text === '' || JSON.stringify(event.body).toLowerCase().includes(text.trim().toLowerCase()))
  );
}
