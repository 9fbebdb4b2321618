import { useApolloClient, useQuery } from '@apollo/client/react';
import { Button, SegmentedControl, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconUserPlus, IconUserSearch } from '@tabler/icons-react';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../accounts/viewer';
import { useCurrentApplication } from '../applications/current-application';
import { RequireApplication } from '../applications/require-application';
import { useLongList } from '../lib/long-list';
import { useUrlFilter } from '../lib/url-filter';
import { Dialog } from '../ui/dialogs/dialog';
import { Page } from '../ui/frame/page';
import { Empty } from '../ui/lists/empty';
import { LoadingRows } from '../ui/lists/loading';
import { type LongRow, LongTable } from '../ui/lists/long-table';
import { More } from '../ui/lists/more';
import { SearchField } from '../ui/lists/search-field';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { MixedNameBadge } from '../ui/values/mixed-name';
import { NewUserForm } from './new-user-form';
import { UserMenu } from './user-menu';
import { type UserRow, UsersDocument } from './users-query';

const ManyUsersForm = lazy(async () => ({ default: (await import('./many-users-form')).ManyUsersForm }));

const A_PAGE = 50;
/** Milliseconds between checks while the server reads Vonage's list. */
const LOOK_EVERY = 1000;

/** The application's users: who can be rung, and who can place calls. */
export function UsersPage() {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const { application } = useCurrentApplication();
  const { role } = useViewer();
  return (
    <Page
      title={t('users.title')}
      purpose={t('users.purpose')}
      action={
        application &&
        role === 'ADMIN' && (
          <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
            {t('users.new')}
          </Button>
        )
      }
    >
      <RequireApplication>
        {({ id }) => (
          <>
            <Users key={id} applicationId={id} />
            <NewUsers applicationId={id} opened={adding} onClose={() => setAdding(false)} />
          </>
        )}
      </RequireApplication>
    </Page>
  );
}

function NewUsers({ applicationId, opened, onClose }: { applicationId: string; opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [many, setMany] = useState('one');
  const [busy, setBusy] = useState(false);
  return (
    <Dialog opened={opened} onClose={busy ? () => {} : onClose} title={t('users.new')} size="lg">
      <Stack>
        <SegmentedControl
          value={many}
          onChange={setMany}
          disabled={busy}
          data={['one', 'many'].map((value) => ({ value, label: t(`users.howMany.${value as 'one'}`) }))}
          aria-label={t('users.howMany.title')}
        />
        {many === 'one' ? (
          <NewUserForm applicationId={applicationId} onDone={onClose} />
        ) : (
          <Suspense fallback={<LoadingRows />}>
            <ManyUsersForm applicationId={applicationId} onDone={onClose} onBusy={setBusy} />
          </Suspense>
        )}
      </Stack>
    </Dialog>
  );
}

function Users({ applicationId }: { applicationId: string }) {
  const { t } = useTranslation();
  const client = useApolloClient();
  const { filter, set } = useUrlFilter(['search']);
  const variables = { applicationId, search: filter.search || null, first: A_PAGE };
  const { data, previousData, error, refetch, startPolling, stopPolling } = useQuery(UsersDocument, {
    variables: { ...variables, after: null },
    fetchPolicy: 'cache-and-network',
  });
  const list = useLongList(filter.search, data?.users, idOf, async (after) => {
    const page = await client.query({
      query: UsersDocument,
      variables: { ...variables, after },
      fetchPolicy: 'no-cache',
    });
    return page.data!.users;
  });
  const reading = data?.users.reading ?? null;
  const isReading = reading !== null;
  useEffect(() => {
    if (!isReading) return;
    startPolling(LOOK_EVERY);
    return stopPolling;
  }, [isReading, startPolling, stopPolling]);

  const drawRow = useCallback(
    (user: UserRow, place: LongRow) => <Row applicationId={applicationId} user={user} place={place} />,
    [applicationId],
  );
  // While another search loads, the previous results stay visible.
  const nodes = list.nodes ?? (error ? undefined : previousData?.users.nodes);
  const nobody = nodes?.length === 0;
  return (
    <>
      {!(nobody && filter.search === '') && (
        <div className="dw-filters">
          <SearchField
            label={t('users.search')}
            value={filter.search}
            onSearch={(search) => set({ search })}
            placeholder={t('users.searchHint')}
          />
        </div>
      )}
      {reading !== null && (
        <Text size="sm" c="dimmed" role="status">
          {t('users.reading', { count: reading })}
        </Text>
      )}
      <ProblemAlert error={error} onRetry={() => refetch()} />
      {!nodes && !error && <LoadingRows />}
      {nobody && (filter.search ? <NobodyFound onClear={() => set({ search: '' })} /> : <NoUsers />)}
      {nodes && nodes.length > 0 && (
        <LongTable
          rows={nodes}
          keyOf={idOf}
          columns={3}
          head={
            <>
              <Table.Th>{t('users.name')}</Table.Th>
              <Table.Th>{t('users.displayName')}</Table.Th>
              <Table.Th>
                <VisuallyHidden>{t('common.actions')}</VisuallyHidden>
              </Table.Th>
            </>
          }
        >
          {drawRow}
        </LongTable>
      )}
      {list.hasMore && <More key={filter.search} auto onMore={list.more} label={t('users.moreRows')} />}
    </>
  );
}

const idOf = ({ id }: UserRow) => id;

function Row({ applicationId, user, place }: { applicationId: string; user: UserRow; place: LongRow }) {
  const { t } = useTranslation();
  return (
    <tr {...place}>
      <td className="dw-strong dw-pasted">
        <bdi>{user.name}</bdi> <MixedNameBadge name={user.name} />
      </td>
      <td data-label={t('users.displayName')} className="dw-pasted">
        <bdi>{user.displayName ?? '–'}</bdi> <MixedNameBadge name={user.displayName ?? ''} />
      </td>
      <td>
        <UserMenu applicationId={applicationId} user={user} />
      </td>
    </tr>
  );
}

function NoUsers() {
  const { t } = useTranslation();
  return (
    <Empty icon={<IconUserPlus size={28} />} title={t('users.noneTitle')}>
      {t('users.noneHint')}
    </Empty>
  );
}

function NobodyFound({ onClear }: { onClear: () => void }) {
  const { t } = useTranslation();
  return (
    <Empty
      icon={<IconUserSearch size={28} />}
      title={t('users.noneFound')}
      action={<Button onClick={onClear}>{t('users.all')}</Button>}
    >
      {t('users.noneFoundHint')}
    </Empty>
  );
}
