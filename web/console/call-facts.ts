import { graphql } from '../generated/gql';
import { useLiveUpdates } from '../lib/live/live';

const CallOfLegDocument = graphql(`
  subscription CallOfLeg($legUuid: ID!) {
    callOfLeg(legUuid: $legUuid) {
      id
      preset
      startedAt
      direction
      from
      to
      heldSince
      consult {
        by
        targetLeg
      }
      operation {
        id
        kind
        legUuid
      }
    }
  }
`);

/**
 * What the server knows of the call that an agent's leg belongs to: who the contact is, since when they have been waiting
 * or on hold, the preset that answered, the colleague who consults this agent about it, and the leg
 * that broke off and for which this agent is rung again.
 */
export function useCallFacts(legUuid: string | null) {
  const data = useLiveUpdates(CallOfLegDocument, {
    variables: { legUuid: legUuid ?? '' },
    skip: legUuid === null,
  });
  if (!data) return null;
  const { consult, operation, direction, from, to, ...facts } = data.callOfLeg;
  return {
    ...facts,
    direction,
    contact: direction === 'INBOUND' ? from : to,
    rungAgainFor: operation?.kind === 'RING_AGAIN' ? operation.legUuid : null,
    consultedBy: consult?.targetLeg === legUuid ? consult.by : null,
  };
}

export type CallFacts = NonNullable<ReturnType<typeof useCallFacts>>;
