import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { graphql } from '../generated/gql';
import type { CallDirection, CallFieldsFragment, OutcomeKind } from '../generated/graphql';
import { useLiveUpdates } from '../lib/live/live';
import { readOneAtATime } from '../lib/live/read-one-at-a-time';

export const CallFields = graphql(`
  fragment CallFields on Call {
    id
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
    waitSeconds
    agents
    hasNotes
    contact {
      id
      name
    }
    outcome {
      kind
      reason
      userName
      detail
    }
  }
`);

export const CallsDocument = graphql(`
  query Calls(
    $applicationId: ID!
    $live: Boolean
    $number: String
    $userName: String
    $direction: CallDirection
    $outcomes: [OutcomeKind!]
    $since: DateTime
    $until: DateTime
    $first: Int!
    $after: String
  ) {
    calls(
      applicationId: $applicationId
      live: $live
      number: $number
      userName: $userName
      direction: $direction
      outcomes: $outcomes
      since: $since
      until: $until
      first: $first
      after: $after
    ) {
      nodes {
        ...CallFields
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

const CallChangedDocument = graphql(`
  subscription CallChanged($applicationId: ID!) {
    callChanged(applicationId: $applicationId) {
      ...CallFields
    }
  }
`);

export type CallRow = CallFieldsFragment;

/** Which calls to show; omitted fields are not filtered. */
export interface CallFilter {
  live?: boolean;
  number?: string;
  userName?: string;
  direction?: CallDirection;
  outcomes?: OutcomeKind[];
  /** ISO 8601: began at this time or later. */
  since?: string;
  /** ISO 8601: began before this time. */
  until?: string;
}

/**
 * A live page of calls, newest first: changed calls are updated, new ones appear.
 * @param onChanged receives every changed call, also those further down
 */
export function useCalls(
  applicationId: string,
  { first, onChanged, ...filter }: CallFilter & { first: number; onChanged?: (call: CallRow) => void },
) {
  const calls = useQuery(CallsDocument, {
    variables: { applicationId, ...filter, first, after: null },
    // A request that is under way may be older than what is read for.
    context: { queryDeduplication: false },
  });
  const shown = calls.data?.calls.nodes ?? [];
  const { refetch } = calls;
  const read = useMemo(() => readOneAtATime(() => refetch()), [refetch]);

  useLiveUpdates(CallChangedDocument, {
    variables: { applicationId },
    read,
    onData: ({ callChanged: changed }) => {
      onChanged?.(changed);
      // The cache has updated visible rows; a row that enters or leaves the list requires reloading it.
      const listed = shown.some(({ id }) => id === changed.id);
      if (!listed || (filter.live && !changed.live)) read().catch(() => {});
    },
  });
  return calls;
}

/** @returns the text for an unknown outside party, who has withheld the number */
export const nobodyNamed = (direction: CallRow['direction']) =>
  direction === 'INBOUND' ? ('calls.withheldParty' as const) : ('calls.unknownParty' as const);

/** @returns the outside party: the caller of an inbound call, or the number an agent called. E.164 without `+`. */
export function outsideParty({ direction, from, to }: Pick<CallRow, 'direction' | 'from' | 'to'>): string | null {
  return direction === 'INBOUND' ? from : to;
}

/** @returns whether it is a number that can be dialed, not a name or an address */
export const isDialable = (party: string | null): party is string => /^\d{7,15}$/.test(party ?? '');
