import { graphql } from '../../generated/gql';

export const CallDocument = graphql(`
  query Call($id: ID!) {
    call(id: $id) {
      ...CallFields
      applicationId
      price
      endedBy
      transferredBy
      calledBack {
        at
        userName
        outcome {
          kind
          reason
          userName
          detail
        }
      }
      notes {
        userName
        text
        writtenAt
        writerName
        earlier {
          text
          writtenAt
          writerName
        }
      }
      preset
      presetVersion
      ncco
      conversationUuid
      heldSince
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
        signedOut
        reconciled
        heldSince
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

/** Hold is told by no event of Vonage's: the server tells when it begins and ends. */
export const HoldChangedDocument = graphql(`
  subscription HoldChanged($applicationId: ID!) {
    callChanged(applicationId: $applicationId) {
      id
      heldSince
      legs {
        uuid
        heldSince
      }
    }
  }
`);
