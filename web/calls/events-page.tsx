import { useQuery, useSubscription } from '@apollo/client/react';
import { Button, Group, SegmentedControl } from '@mantine/core';
import { IconBroadcast, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { RequireApplication } from '../applications/require-application';
import { useOnReconnect } from '../lib/live';
import { Empty } from '../ui/empty';
import { LoadingRows } from '../ui/loading';
import { More } from '../ui/more';
import { Page } from '../ui/page';
import { ProblemAlert } from '../ui/problem-alert';
import { EventRows } from './event-rows';
import { EventAddedDocument, type EventRow, EventsDocument } from './events';

/** What Vonage tells, as it comes. */
export function EventsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('events.title')} purpose={t('events.purpose')}>
      <RequireApplication>{({ id }) => <Events key={id} applicationId={id} />}</RequireApplication>
    </Page>
  );
}

/** What the reader wants to see: everything, or only one kind of news. */
const FILTERS = ['all', 'status', 'input', 'other'] as const;

const passes = (filter: string) => (event: EventRow) =>
  filter === 'all' || (filter === 'other' ? !['status', 'input'].includes(event.kind) : event.kind === filter);

function Events({ applicationId }: { applicationId: string }) {
  const { t } = useTranslation();
  const { data, error, refetch, fetchMore } = useQuery(EventsDocument, {
    variables: { applicationId, first: 50, after: null },
    fetchPolicy: 'cache-and-network',
  });
  const [news, setNews] = useState<EventRow[]>([]);
  const [pausedAt, setPausedAt] = useState<number | null>(null);
  const [search, setSearch] = useSearchParams();
  const filter = FILTERS.find((known) => known === search.get('show')) ?? 'all';
  useSubscription(EventAddedDocument, {
    variables: { applicationId },
    onData: ({ data: { data: added } }) => {
      if (added) setNews((before) => [added.eventAdded, ...before]);
    },
  });
  useOnReconnect(refetch);
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows rows={6} />;

  const { nodes, pageInfo } = data.events;
  const waiting = pausedAt === null ? 0 : news.length - pausedAt;
  const fresh = news.slice(waiting);
  const known = new Set(nodes.map(({ id }) => id));
  const events = [...fresh.filter(({ id }) => !known.has(id)), ...nodes].filter(passes(filter));
  const older = () =>
    fetchMore({
      variables: { after: pageInfo.endCursor },
      updateQuery: (before, { fetchMoreResult }) => ({
        events: { ...fetchMoreResult.events, nodes: [...before.events.nodes, ...fetchMoreResult.events.nodes] },
      }),
    });

  return (
    <>
      <Group justify="space-between" gap="sm">
        <SegmentedControl
          value={filter}
          onChange={(show) => setSearch(show === 'all' ? {} : { show }, { replace: true })}
          data={FILTERS.map((value) => ({ value, label: t(`events.show.${value}`) }))}
          aria-label={t('events.filter')}
        />
        <Button
          variant="default"
          leftSection={
            pausedAt === null ? <IconPlayerPause size={16} aria-hidden /> : <IconPlayerPlay size={16} aria-hidden />
          }
          onClick={() => setPausedAt(pausedAt === null ? news.length : null)}
        >
          {pausedAt === null ? t('events.pause') : t('events.resume', { count: waiting })}
        </Button>
      </Group>
      {events.length === 0 ? (
        <Empty icon={<IconBroadcast size={28} />} title={t('events.noneTitle')}>
          {t('events.noneHint')}
        </Empty>
      ) : (
        <EventRows events={events} fresh={new Set(fresh.map(({ id }) => id))} />
      )}
      {pageInfo.hasNextPage && <More onMore={older} />}
    </>
  );
}
