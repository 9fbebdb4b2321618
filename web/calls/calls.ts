import { useQuery, useSubscription } from '@apollo/client/react';
import { useRef } from 'react';
import { graphql } from '../generated/gql';
import type { CallDirection, CallStatus, CallsQuery } from '../generated/graphql';
import { useOnReconnect } from '../lib/live';

export const CallsDocument = graphql(`
  query Calls(
    $applicationId: ID!
    $live: Boolean
    $number: String
    $userName: String
    $direction: CallDirection
    $status: [CallStatus!]
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
      status: $status
      since: $since
      until: $until
      first: $first
      after: $after
    ) {
      nodes {
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
        reason
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
      reason
    }
  }
`);

export type CallRow = CallsQuery['calls']['nodes'][number];

/** Which calls to show; omitted fields are not filtered. */
export interface CallFilter {
  live?: boolean;
  number?: string;
  userName?: string;
  direction?: CallDirection;
  status?: CallStatus[];
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
  const calls = useQuery(CallsDocument, { variables: { applicationId, ...filter, first, after: null } });
  const shown = calls.data?.calls.nodes ?? [];
  const reading = useRef(false);
  const again = useRef(false);

  /** However many calls begin, at most one request is running and one is waiting. */
  async function refresh(): Promise<void> {
    again.current = true;
    if (reading.current) return;
    reading.current = true;
    while (again.current) {
      again.current = false;
      await calls.refetch().catch(() => {});
    }
    reading.current = false;
  }

  useSubscription(CallChangedDocument, {
    variables: { applicationId },
    onData: ({ data }) => {
      const changed = data.data?.callChanged;
      if (!changed) return;
      onChanged?.(changed);
      // The cache has updated visible rows; a row that enters or leaves the list requires reloading it.
      const listed = shown.some(({ id }) => id === changed.id);
      if (!listed || (filter.live && !changed.live)) void refresh();
    },
  });
  useOnReconnect(calls.refetch);
  return calls;
}

/** @returns the text for an unknown outside party, who has withheld the number */
export const nobodyNamed = (direction: CallRow['direction']) =>
  direction === 'INBOUND' ? ('calls.withheldParty' as const) : ('calls.unknownParty' as const);

/** @returns the outside party: the caller of an inbound call, or the number an agent called. E.164 without `+`. */
export function outsideParty({ direction, from, to }: Pick<CallRow, 'direction' | 'from' | 'to'>): string | null {
  return direction === 'INBOUND' ? from : to;
}
