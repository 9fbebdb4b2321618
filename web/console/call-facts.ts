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
    }
  }
`);

/**
 * What the server knows of the call that an agent's leg belongs to: who the contact is, since when they have been waiting
 * or on hold, the preset that answered, and the colleague who consults this agent about it.
 */
export function useCallFacts(legUuid: string | null) {
  const data = useLiveUpdates(CallOfLegDocument, {
    variables: { legUuid: legUuid ?? '' },
    skip: legUuid === null,
  });
  if (!data) return null;
  const { consult, direction, from, to, ...facts } = data.callOfLeg;
  return {
    ...facts,
    direction,
    contact: direction === 'INBOUND' ? from : to,
    consultedBy: consult?.targetLeg === legUuid ? consult.by : null,
  };
}

export type CallFacts = NonNullable<ReturnType<typeof useCallFacts>>;
