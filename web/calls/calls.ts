import { useQuery, useSubscription } from '@apollo/client/react';
import { graphql } from '../generated/gql';
import type { CallsQuery } from '../generated/graphql';
import { useOnReconnect } from '../lib/live';

export const CallsDocument = graphql(`
  query Calls($applicationId: ID!, $live: Boolean, $first: Int!, $after: String) {
    calls(applicationId: $applicationId, live: $live, first: $first, after: $after) {
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

/** A page of calls, newest first, that follows what happens: a call that changed changes here, a new one appears. */
export function useCalls(applicationId: string, { live, first }: { live?: boolean; first: number }) {
  const calls = useQuery(CallsDocument, { variables: { applicationId, live: live ?? null, first, after: null } });
  const shown = calls.data?.calls.nodes ?? [];
  useSubscription(CallChangedDocument, {
    variables: { applicationId },
    onData: ({ data }) => {
      const changed = data.data?.callChanged;
      // The cache has updated a row that is shown; a row that enters or leaves the list needs the list again.
      const listed = shown.some(({ id }) => id === changed?.id);
      if (changed && (!listed || (live && !changed.live))) calls.refetch();
    },
  });
  useOnReconnect(calls.refetch);
  return calls;
}

/** @returns who is at the outside end: the caller of a call from outside, the number called by an agent. E.164 without `+`. */
export function outsideParty({ direction, from, to }: Pick<CallRow, 'direction' | 'from' | 'to'>): string | null {
  return direction === 'INBOUND' ? from : to;
}
