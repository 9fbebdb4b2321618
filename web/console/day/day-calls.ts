import { useQuery } from '@apollo/client/react';
import { useMemo, useRef } from 'react';
import { startOfDay } from '../../../shared/time-zone';
import { useTimeZone } from '../../accounts/time-zone';
import { NOT_TAKEN } from '../../calls/outcome-words';
import { graphql } from '../../generated/gql';
import type { DayCallFragment } from '../../generated/graphql';
import { useToday } from '../../lib/days';
import { useLiveUpdates } from '../../lib/live/live';
import { readOneAtATime } from '../../lib/live/read-one-at-a-time';

/** What the list of the day shows of a call. */
export const DayCallFields = graphql(`
  fragment DayCall on Call {
    id
    direction
    from
    to
    contactNumber
    contact {
      ...DeskContact
    }
    userName
    live
    startedAt
    answeredAt
    durationSeconds
    outcome {
      ...DeskOutcome
    }
    calledBack {
      at
      userName
      outcome {
        ...DeskOutcome
      }
    }
    notes {
      userName
      writtenAt
      text
    }
  }
`);
const DayCallsDocument = graphql(`
  query DayCalls($applicationId: ID!, $userName: String!, $since: DateTime!, $notTaken: [OutcomeKind!]!) {
    all: calls(applicationId: $applicationId, since: $since, first: 50) {
      nodes {
        ...DayCall
      }
    }
    missed: calls(
      applicationId: $applicationId
      since: $since
      direction: INBOUND
      outcomes: $notTaken
      first: 100
    ) {
      nodes {
        ...DayCall
      }
    }
    mine: calls(applicationId: $applicationId, since: $since, userName: $userName, first: 100) {
      nodes {
        ...DayCall
      }
    }
  }
`);
const DayCallChangedDocument = graphql(`
  subscription DayCallChanged($applicationId: ID!) {
    callChanged(applicationId: $applicationId) {
      ...DayCall
    }
  }
`);

export type DayCall = DayCallFragment;
export type DayPart = 'all' | 'missed' | 'mine';
type Parts = Record<DayPart, DayCall[]>;

/** Today's calls that the agent may read, newest first, as they happen; undefined until they are known. */
export function useDayCalls(applicationId: string, userName: string) {
  const { timeZone } = useTimeZone();
  const today = useToday(timeZone);
  const since = useMemo(() => startOfDay(today, timeZone).toISOString(), [today, timeZone]);
  const { data, previousData, error, refetch } = useQuery(DayCallsDocument, {
    variables: { applicationId, userName, since, notTaken: NOT_TAKEN },
    // A request that is under way may be older than what is read for.
    context: { queryDeduplication: false },
  });
  /** Whether a request is under way, which may bring what is older than an update. */
  const reading = useRef(false);
  const read = useMemo(
    () =>
      readOneAtATime(async () => {
        reading.current = true;
        await refetch().finally(() => {
          reading.current = false;
        });
      }),
    [refetch],
  );
  const known = data ?? previousData;
  const parts: Parts | undefined = known && {
    all: known.all.nodes,
    missed: known.missed.nodes,
    mine: known.mine.nodes,
  };
  useLiveUpdates(DayCallChangedDocument, {
    variables: { applicationId },
    read,
    // The cache has what is new of a call; where it enters or leaves a part, the list is read.
    onData: ({ callChanged }) => {
      if (reading.current || !parts || moves(callChanged, parts, userName)) read().catch(() => {});
    },
  });
  return { parts, error, refetch };
}

/** Whether a changed call enters or leaves a part of the list. */
function moves(call: DayCall, parts: Parts, userName: string): boolean {
  const isIn = (part: DayPart) => parts[part].some(({ id }) => id === call.id);
  const isMissed = call.direction === 'INBOUND' && call.outcome !== null && NOT_TAKEN.includes(call.outcome.kind);
  return !isIn('all') || isIn('missed') !== isMissed || (call.userName === userName && !isIn('mine'));
}
