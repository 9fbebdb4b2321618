import { useQuery, useSubscription } from '@apollo/client/react';
import { graphql } from '../generated/gql';

const LiveCallFactsDocument = graphql(`
  query LiveCallFacts($applicationId: ID!) {
    calls(applicationId: $applicationId, live: true, first: 20) {
      nodes {
        id
        preset
        startedAt
        direction
        from
        legs {
          uuid
        }
      }
    }
  }
`);

const CallFactsChangedDocument = graphql(`
  subscription CallFactsChanged($applicationId: ID!) {
    callChanged(applicationId: $applicationId) {
      id
    }
  }
`);

/** What the server knows of the call that an agent's leg belongs to: since when the caller waits, and the preset that answered. */
export function useCallFacts(applicationId: string, legId: string | null) {
  const { data, refetch } = useQuery(LiveCallFactsDocument, {
    variables: { applicationId },
    skip: legId === null,
    fetchPolicy: 'network-only',
  });
  const found = data?.calls.nodes.find(({ legs }) => legs.some(({ uuid }) => uuid === legId));
  useSubscription(CallFactsChangedDocument, {
    variables: { applicationId },
    skip: legId === null || found !== undefined,
    onData: () => void refetch(),
  });
  return found ?? null;
}
