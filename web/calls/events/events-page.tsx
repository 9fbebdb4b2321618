import { useApolloClient, useQuery } from '@apollo/client/react';
import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconBroadcast, IconCopy, IconFilterOff, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RequireApplication } from '../../applications/require-application';
import { useLiveUpdates } from '../../lib/live/live';
import { useLongList } from '../../lib/long-list';
import { useUrlFilter } from '../../lib/url-filter';
import { Page } from '../../ui/frame/page';
import { Empty } from '../../ui/lists/empty';
import { LoadingRows } from '../../ui/lists/loading';
import { More } from '../../ui/lists/more';
import { SearchField } from '../../ui/lists/search-field';
import { ProblemAlert, useTell } from '../../ui/messages/problem-alert';
import { EventRows } from './event-rows';
import { EventAddedDocument, type EventRow, EventsDocument, wants } from './events';

const A_PAGE = 50;
/** New events on top before the list is reloaded, and rows in total, so that the page does not grow without limit. */
const FRESH = 300;
const MOST = 5000;
const NONE: EventRow[] = [];
const NAMES = ['kind', 'about', 'text'] as const;
const KINDS = [
  ...['answer', 'status', 'input', 'record', 'transcription', 'transfer'],
  ...['notify', 'payment', 'error', 'fallback', 'unknown'],
];

/** Live events from Vonage. */
export function EventsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('events.title')} purpose={t('events.purpose')}>
      <RequireApplication>{({ id }) => <Events key={id} applicationId={id} />}</RequireApplication>
    </Page>
  );
}

function Events({ applicationId }: { applicationId: string }) {
  const { t } = useTranslation();
  const client = useApolloClient();
  const url = useUrlFilter(NAMES);
  const { kind, about, text } = url.filter;
  const variables = { applicationId, kind: kind || null, about: about || null, text: text || null, first: A_PAGE };
  const key = JSON.stringify(variables);
  // Bodies are large and read once, so they are not cached.
  const { data, error, refetch } = useQuery(EventsDocument, {
    variables: { ...variables, after: null },
    fetchPolicy: 'no-cache',
    // A request that is under way may be older than what is read for.
    context: { queryDeduplication: false },
  });
  const list = useLongList(
    key,
    data?.events,
    ({ id }) => id,
    async (after) => {
      const page = await client.query({
        query: EventsDocument,
        variables: { ...variables, after },
        fetchPolicy: 'no-cache',
      });
      return page.data!.events;
    },
  );
  const [added, setAdded] = useState<{ key: string; events: EventRow[] }>({ key, events: [] });
  /** Number of events that have arrived while live updates are paused. */
  const [held, setHeld] = useState<number | null>(null);
  const fresh = added.key === key ? added.events : NONE;

  /** What arrives during the request stays on top. */
  async function readAgain(): Promise<void> {
    const before = new Set(fresh);
    await refetch();
    setAdded((now) => ({ key, events: now.key === key ? now.events.filter((event) => !before.has(event)) : [] }));
  }

  useLiveUpdates(EventAddedDocument, {
    variables: { applicationId },
    fetchPolicy: 'no-cache',
    read: async () => held === null && readAgain(),
    onData: ({ eventAdded }) => {
      if (!wants(url.filter, eventAdded)) return;
      if (held !== null) setHeld((count) => (count ?? 0) + 1);
      else if (fresh.length >= FRESH) readAgain().catch(() => {});
      else setAdded((now) => ({ key, events: [eventAdded, ...(now.key === key ? now.events : [])] }));
    },
  });

  const goOn = () => {
    setHeld(null);
    readAgain().catch(() => {});
  };
  const events = useMemo(() => {
    const known = new Set(list.nodes?.map(({ id }) => id));
    return list.nodes && [...fresh.filter(({ id }) => !known.has(id)), ...list.nodes];
  }, [list.nodes, fresh]);
  const flashing = useMemo(() => new Set(fresh.map(({ id }) => id)), [fresh]);
  return (
    <>
      <search className="dw-filters">
        <NativeSelect
          label={t('events.kindOf')}
          value={kind}
          onChange={(event) => url.set({ kind: event.currentTarget.value })}
          data={[
            { value: '', label: t('events.anyKind') },
            ...KINDS.map((value) => ({ value, label: t(`events.kind.${value}`) })),
          ]}
        />
        <SearchField
          label={t('events.about')}
          placeholder={t('events.aboutHint')}
          value={about}
          onSearch={(value) => url.set({ about: value })}
        />
        <SearchField
          label={t('events.text')}
          placeholder={t('events.textHint')}
          value={text}
          onSearch={(value) => url.set({ text: value })}
        />
        {url.filtered && (
          <Button variant="subtle" onClick={url.clear}>
            {t('events.clear')}
          </Button>
        )}
      </search>
      <Group gap="sm">
        <Button
          variant="default"
          leftSection={
            held === null ? <IconPlayerPause size={16} aria-hidden /> : <IconPlayerPlay size={16} aria-hidden />
          }
          onClick={held === null ? () => setHeld(0) : goOn}
        >
          {held === null ? t('events.pause') : t('events.resume', { count: held })}
        </Button>
        {events && events.length > 0 && <CopyShown events={events} />}
      </Group>
      <ProblemAlert error={error} onRetry={() => refetch()} />
      {!events && !error && <LoadingRows rows={6} />}
      {events && events.length > 0 && <EventRows events={events} fresh={flashing} withCall />}
      {events?.length === 0 && (list.hasMore ? <Text c="dimmed">{t('events.notYet')}</Text> : <NoEvents url={url} />)}
      {list.hasMore &&
        ((list.nodes?.length ?? 0) < MOST ? (
          <More key={key} auto={text === ''} onMore={list.more} label={text ? t('events.further') : undefined} />
        ) : (
          <Text c="dimmed">{t('events.enough', { count: MOST })}</Text>
        ))}
    </>
  );
}

function CopyShown({ events }: { events: EventRow[] }) {
  const { t } = useTranslation();
  const tell = useTell();
  const { copy } = useClipboard();
  const copyAll = () => {
    copy(JSON.stringify(events, null, 2));
    tell.done(t('events.copiedShown', { count: events.length }));
  };
  return (
    <Button variant="default" leftSection={<IconCopy size={16} aria-hidden />} onClick={copyAll}>
      {t('events.copyShown')}
    </Button>
  );
}

function NoEvents({ url }: { url: { filtered: boolean; clear: () => void } }) {
  const { t } = useTranslation();
  if (url.filtered) {
    return (
      <Empty
        icon={<IconFilterOff size={28} />}
        title={t('events.noneMatch')}
        action={<Button onClick={url.clear}>{t('events.clear')}</Button>}
      >
        {t('events.noneMatchHint')}
      </Empty>
    );
  }
  return (
    <Empty icon={<IconBroadcast size={28} />} title={t('events.noneTitle')}>
      {t('events.noneHint')}
    </Empty>
  );
}
