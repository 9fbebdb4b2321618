import { useApolloClient } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { IconFilterOff, IconPhoneCall } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { RequireApplication } from '../applications/require-application';
import { useKeptPlace } from '../lib/kept-place';
import { useLongList } from '../lib/long-list';
import { problemOf } from '../lib/problem';
import { useSlotPath } from '../lib/slot';
import { Page } from '../ui/frame/page';
import { Empty } from '../ui/lists/empty';
import { LoadingRows } from '../ui/lists/loading';
import { More } from '../ui/lists/more';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { UserNames } from '../users/names';
import { CallFilters, useCallFilter } from './call-filters';
import { CallList } from './call-list';
import { CallTotals } from './call-totals';
import { CallsDocument, useCalls } from './calls';

const A_PAGE = 50;

/** Calls of the application, newest first: those that are wanted, as they happen. */
export function CallsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('calls.title')} purpose={t('calls.purpose')}>
      <RequireApplication>{({ id }) => <Calls key={id} applicationId={id} />}</RequireApplication>
    </Page>
  );
}

function Calls({ applicationId }: { applicationId: string }) {
  const client = useApolloClient();
  const filtering = useCallFilter();
  const { wanted } = filtering;
  const key = JSON.stringify(wanted);
  const [changes, setChanges] = useState(0);
  const { data, previousData, error, refetch } = useCalls(applicationId, {
    ...wanted,
    first: A_PAGE,
    onChanged(call) {
      list.patch(call);
      setChanges((before) => before + 1);
    },
  });
  const list = useLongList(
    key,
    data?.calls,
    ({ id }) => id,
    async (after) => {
      const variables = { applicationId, ...wanted, first: A_PAGE, after };
      const page = await client.query({ query: CallsDocument, variables, fetchPolicy: 'no-cache' });
      return page.data!.calls;
    },
    useLocation().key,
  );
  useKeptPlace(list.nodes !== undefined);
  const problem = error && problemOf(error);
  // While another filter loads, the previous results stay visible.
  const nodes = list.nodes ?? (problem ? undefined : previousData?.calls.nodes);
  return (
    <>
      <CallFilters applicationId={applicationId} filtering={filtering} problem={problem} />
      {problem && problem.field !== 'number' && <ProblemAlert error={error} onRetry={() => refetch()} />}
      {!problem && <CallTotals applicationId={applicationId} filter={wanted} changes={changes} />}
      {!nodes && !problem && <LoadingRows rows={6} />}
      {nodes?.length === 0 && <NoCalls filtered={filtering.filtered} onClear={filtering.clear} />}
      {nodes && nodes.length > 0 && (
        <UserNames applicationId={applicationId}>
          <CallList calls={nodes} />
        </UserNames>
      )}
      {list.hasMore && <More key={key} auto onMore={list.more} />}
    </>
  );
}

function NoCalls({ filtered, onClear }: { filtered: boolean; onClear: () => void }) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  if (filtered) {
    return (
      <Empty
        icon={<IconFilterOff size={28} />}
        title={t('calls.noneMatch')}
        action={<Button onClick={onClear}>{t('calls.filter.clear')}</Button>}
      >
        {t('calls.noneMatchHint')}
      </Empty>
    );
  }
  return (
    <Empty
      icon={<IconPhoneCall size={28} />}
      title={t('calls.noneTitle')}
      action={
        <Button component={Link} to={inSlot('phone')} target="_blank">
          {t('calls.tryOne')}
        </Button>
      }
    >
      {t('calls.noneHint')}
    </Empty>
  );
}
