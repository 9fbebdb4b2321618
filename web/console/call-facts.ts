import { useSubscription } from '@apollo/client/react';
import { graphql } from '../generated/gql';

const CallOfLegDocument = graphql(`
  subscription CallOfLeg($legUuid: ID!) {
    callOfLeg(legUuid: $legUuid) {
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
    }
  }
`);

/**
 * What the server knows of the call that an agent's leg belongs to: who the customer is and since when he waits, the preset
 * that answered, and the colleague who asks this agent about it, until the customer is handed over.
 */
export function useCallFacts(legUuid: string | null) {
  const { data } = useSubscription(CallOfLegDocument, {
    variables: { legUuid: legUuid ?? '' },
    skip: legUuid === null,
  });
  if (!data) return null;
  const { consult, direction, from, to, ...facts } = data.callOfLeg;
  return {
    ...facts,
    customer: direction === 'INBOUND' ? from : to,
    askedBy: consult?.targetLeg === legUuid ? consult.by : null,
  };
}

export type CallFacts = NonNullable<ReturnType<typeof useCallFacts>>;
