import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { startOfDay } from '../../../shared/time-zone';
import { useTimeZone } from '../../accounts/time-zone';
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
    notes {
      userName
      writtenAt
      text
    }
  }
`);
const DayCallsDocument = graphql(`
  query DayCalls($applicationId: ID!, $userName: String!, $since: DateTime!) {
    all: calls(applicationId: $applicationId, since: $since, first: 50) {
      nodes {
        ...DayCall
      }
    }
    missed: calls(
      applicationId: $applicationId
      since: $since
      direction: INBOUND
      outcomes: [MISSED, ABANDONED, LOST_IN_TRANSFER]
      first: 50
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

/** Today's calls that the agent may read, newest first, as they happen; undefined until they are known. */
export function useDayCalls(applicationId: string, userName: string) {
  const { timeZone } = useTimeZone();
  const today = useToday(timeZone);
  const since = useMemo(() => startOfDay(today, timeZone).toISOString(), [today, timeZone]);
  const { data, previousData, error, refetch } = useQuery(DayCallsDocument, {
    variables: { applicationId, userName, since },
    // A request that is under way may be older than what is read for.
    context: { queryDeduplication: false },
  });
  const read = useMemo(() => readOneAtATime(() => refetch()), [refetch]);
  useLiveUpdates(DayCallChangedDocument, {
    variables: { applicationId },
    read,
    // A call that begins, ends or gets its outcome enters or leaves a part of the list.
    onData: () => void read().catch(() => {}),
  });
  const known = data ?? previousData;
  const parts: Record<DayPart, DayCall[]> | undefined = known && {
    all: known.all.nodes,
    missed: known.missed.nodes,
    mine: known.mine.nodes,
  };
  return { parts, error, refetch };
}
