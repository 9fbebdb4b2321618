import { useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { graphql } from '../generated/gql';
import type { DayQuery } from '../generated/graphql';
import { type Days, daysOf, type Period, useToday } from '../lib/days';
import { useLiveUpdates } from '../lib/live/live';
import { readOneAtATime } from '../lib/live/read-one-at-a-time';

const DayDocument = graphql(`
  query Day($applicationId: ID!, $from: DateTime!, $until: DateTime!, $timeZone: String!) {
    day(applicationId: $applicationId, from: $from, until: $until, timeZone: $timeZone) {
      calls
      inbound
      outbound
      offered
      answered
      missed
      declined
      abandoned
      answeredShare
      averageWaitSeconds
      averageTalkSeconds
      before {
        calls
      }
      hours {
        from
        until
        answered
        missed
        declined
        abandoned
        outbound
      }
      attention {
        kind
        calls
        from
        until
        country
      }
    }
  }
`);

const CallEndedDocument = graphql(`
  subscription CallEnded($applicationId: ID!) {
    callChanged(applicationId: $applicationId) {
      id
      live
    }
  }
`);

export type Day = DayQuery['day'];
export type Hour = Day['hours'][number];

/** A period in the zone in which it is counted. */
export interface Shown extends Days {
  period: Period;
  timeZone: string;
}

/**
 * The figures of a period, up to date as calls end.
 * @param skip while nothing is shown of them
 */
export function useDay(
  applicationId: string,
  { period, timeZone, skip }: Pick<Shown, 'period' | 'timeZone'> & { skip: boolean },
) {
  const today = useToday(timeZone);
  const days = useMemo(() => daysOf(period, today, timeZone), [period, today, timeZone]);
  const { data, error, refetch } = useQuery(DayDocument, {
    variables: { applicationId, from: days.from.toISOString(), until: days.until.toISOString(), timeZone },
    fetchPolicy: 'cache-and-network',
    // A request that is under way may be older than the call that has ended.
    context: { queryDeduplication: false },
    skip,
  });
  const read = useMemo(() => readOneAtATime(() => refetch()), [refetch]);
  useLiveUpdates(CallEndedDocument, {
    variables: { applicationId },
    skip: skip || period === 'yesterday',
    read,
    onData: ({ callChanged }) => {
      if (!callChanged.live) read().catch(() => {});
    },
  });
  const shown: Shown = { ...days, period, timeZone };
  // What is shown while another period is read would stand under the wrong title.
  return { day: data?.day, shown, error, retry: () => refetch() };
}
