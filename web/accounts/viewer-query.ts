import { useQuery } from '@apollo/client/react';
import { graphql } from '../generated/gql';
import type { ViewerQuery } from '../generated/graphql';
import { setupCode } from '../lib/setup-code';

export const ViewerDocument = graphql(`
  query Viewer($setupCode: String) {
    viewer {
      id
      name
      displayName
      role
      applicationId
      userName
      owner
      account {
        id
        kind
        timeZone
        apiKey
        balance
        balanceCurrency
        ...Signatures
        simulatorUrl
        handsetToken
        publicUrl
        publicUrlProblem
      }
    }
    signInOptions(setupCode: $setupCode) {
      cloud
      setupCode
      accountConnected
      passwords
      simulator {
        apiKey
        apiSecret
        url
      }
    }
  }
`);

/** The signed-in person, and the ways to sign in. */
export const useViewerQuery = () => useQuery(ViewerDocument, { variables: { setupCode: setupCode() } });

export type Viewer = NonNullable<ViewerQuery['viewer']>;
