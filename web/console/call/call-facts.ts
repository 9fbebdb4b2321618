import { graphql } from '../../generated/gql';
import { useLiveUpdates } from '../../lib/live/live';

/** How a call ended. */
export const DeskOutcome = graphql(`
  fragment DeskOutcome on Outcome {
    kind
    reason
    userName
    detail
  }
`);
const CallOfLegDocument = graphql(`
  subscription CallOfLeg($legUuid: ID!) {
    callOfLeg(legUuid: $legUuid) {
      id
      preset
      startedAt
      direction
      from
      to
      contactNumber
      contact {
        ...DeskContact
      }
      transferredBy
      heldSince
      outcome {
        ...DeskOutcome
      }
      notes {
        userName
        writtenAt
        text
      }
      legs {
        uuid
        startedAt
        answeredAt
        operationId
      }
      consultedBy(legUuid: $legUuid)
      consult {
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
 * What the server knows of the call that an agent's leg belongs to, also once it is over: who the contact is, since when
 * they have been waiting or on hold, the preset that answered, who transferred it and what colleagues wrote, the colleague
 * who consults this agent about it (or did, unless the contact was left with this agent), the leg that broke off and for
 * which this agent is rung again, and how it ended.
 * @param userName the agent, whose own note is not among `notes`
 */
export function useCallFacts(legUuid: string | null, userName: string) {
  const data = useLiveUpdates(CallOfLegDocument, {
    variables: { legUuid: legUuid ?? '' },
    skip: legUuid === null,
  });
  if (!data) return null;
  const { consult, operation, notes, legs, direction, from, to, contactNumber, ...facts } = data.callOfLeg;
  const own = legs.find(({ uuid }) => uuid === legUuid);
  /** Of this agent there may be one of an earlier leg, which broke off. */
  const fromBefore = (note: { userName: string | null; writtenAt: string }) =>
    note.userName !== userName || (own?.startedAt != null && note.writtenAt < own.startedAt);
  return {
    ...facts,
    /** The same object until the call changes. */
    told: data.callOfLeg,
    direction,
    /** Number or user; null when withheld. */
    party: contactNumber ?? (direction === 'INBOUND' ? from : to),
    number: contactNumber,
    notes: notes.filter((note) => note.text !== '' && fromBefore(note)),
    answeredAt: (leg: string): string | null => legs.find(({ uuid }) => uuid === leg)?.answeredAt ?? null,
    /** Whether the person whom an operation called has answered. */
    isTaken: (operation: string): boolean =>
      legs.some(({ operationId, answeredAt }) => operationId === operation && answeredAt !== null),
    /** Whether a transfer of this agent was not taken. */
    cameBack: operation?.kind === 'COME_BACK',
    rungAgainFor: operation?.kind === 'RING_AGAIN' ? operation.legUuid : null,
    targetLeg: consult?.targetLeg ?? null,
  };
}

export type CallFacts = NonNullable<ReturnType<typeof useCallFacts>>;
