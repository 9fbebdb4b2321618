import { useQuery } from '@apollo/client/react';
import { Text } from '@mantine/core';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../generated/gql';
import type { CallFilter } from './calls';

const CallTotalsDocument = graphql(`
  query CallTotals(
    $applicationId: ID!
    $live: Boolean
    $number: String
    $userName: String
    $direction: CallDirection
    $outcomes: [OutcomeKind!]
    $since: DateTime
    $until: DateTime
  ) {
    callTotals(
      applicationId: $applicationId
      live: $live
      number: $number
      userName: $userName
      direction: $direction
      outcomes: $outcomes
      since: $since
      until: $until
    ) {
      calls
      missed
      abandoned
      more
    }
  }
`);

interface CallTotalsProps {
  applicationId: string;
  filter: CallFilter;
  /** Counts again whenever this changes, though not more often than every few seconds. */
  changes: number;
}

/** Milliseconds between two counts while calls change. */
const PAUSE = 3000;

/** How many calls the filter finds, and how many of them nobody took: "4,011 calls · 62 missed". */
export function CallTotals({ applicationId, filter, changes }: CallTotalsProps) {
  const { t, i18n } = useTranslation();
  const { data, previousData, refetch } = useQuery(CallTotalsDocument, {
    variables: { applicationId, ...filter },
    fetchPolicy: 'cache-and-network',
  });
  useEffect(() => {
    if (changes === 0) return;
    const timer = window.setTimeout(() => void refetch().catch(() => {}), PAUSE);
    return () => window.clearTimeout(timer);
  }, [changes, refetch]);

  const totals = (data ?? previousData)?.callTotals;
  const number = (count: number) => count.toLocaleString(i18n.language);
  const shown = totals && [
    t('calls.total.calls', { count: totals.calls, shown: `${number(totals.calls)}${totals.more ? '+' : ''}` }),
    ...(totals.missed > 0 ? [t('calls.total.missed', { shown: number(totals.missed) })] : []),
    ...(totals.abandoned > 0 ? [t('calls.total.abandoned', { shown: number(totals.abandoned) })] : []),
  ];
  return (
    <Text size="sm" c="dimmed" className="dw-figures" role="status" mih="1.55em">
      {shown?.join(' · ')}
    </Text>
  );
}
