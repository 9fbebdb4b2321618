import { graphql } from '../generated/gql';
import type { EventsQuery } from '../generated/graphql';

export const EventsDocument = graphql(`
  query Events($applicationId: ID!, $first: Int!, $after: String) {
    events(applicationId: $applicationId, first: $first, after: $after) {
      nodes {
        id
        callId
        receivedAt
        kind
        status
        legUuid
        door
        body
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const EventAddedDocument = graphql(`
  subscription EventAdded($applicationId: ID!) {
    eventAdded(applicationId: $applicationId) {
      id
      callId
      receivedAt
      kind
      status
      legUuid
      door
      body
    }
  }
`);

export type EventRow = EventsQuery['events']['nodes'][number];
