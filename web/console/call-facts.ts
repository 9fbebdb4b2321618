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
        to
        consult {
          by
          targetLeg
        }
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

/**
 * What the server knows of the call that an agent's leg belongs to: who the customer is and since when he waits, the preset
 * that answered, and the colleague who asks this agent about it, until the customer is handed over.
 */
export function useCallFacts(applicationId: string, legId: string | null) {
  const { data, refetch } = useQuery(LiveCallFactsDocument, {
    variables: { applicationId },
    skip: legId === null,
    fetchPolicy: 'network-only',
  });
  const found = data?.calls.nodes.find(({ legs }) => legs.some(({ uuid }) => uuid === legId));
  useSubscription(CallFactsChangedDocument, {
    variables: { applicationId },
    skip: legId === null,
    onData: ({ data: { data } }) => {
      if (!found || data?.callChanged?.id === found.id) void refetch();
    },
  });
  if (!found) return null;
  const { consult, direction, from, to, ...facts } = found;
  return {
    ...facts,
    customer: direction === 'INBOUND' ? from : to,
    askedBy: consult?.targetLeg === legId ? consult.by : null,
  };
}

export type CallFacts = NonNullable<ReturnType<typeof useCallFacts>>;
