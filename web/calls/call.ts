import { graphql } from '../generated/gql';

export const CallDocument = graphql(`
  query Call($id: ID!) {
    call(id: $id) {
      id
      applicationId
      direction
      from
      to
      userName
      status
      live
      startedAt
      answeredAt
      endedAt
      durationSeconds
      price
      endedBy
      reason
      preset
      presetVersion
      ncco
      conversationUuid
      legs {
        uuid
        direction
        from
        to
        userName
        status
        startedAt
        ringingAt
        answeredAt
        endedAt
        durationSeconds
        price
        detail
        reconciled
      }
      events {
        id
        callId
        receivedAt
        timestamp
        kind
        status
        legUuid
        door
        body
      }
    }
  }
`);
