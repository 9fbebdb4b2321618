import { Button } from '@mantine/core';
import { IconPhoneCall } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { RequireApplication } from '../applications/require-application';
import { useSlotPath } from '../lib/slot';
import { Empty } from '../ui/empty';
import { LoadingRows } from '../ui/loading';
import { More } from '../ui/more';
import { Page } from '../ui/page';
import { ProblemAlert } from '../ui/problem-alert';
import { CallList } from './call-list';
import { useCalls } from './calls';

/** Every call of the application, newest first. */
export function CallsPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('calls.title')} purpose={t('calls.purpose')}>
      <RequireApplication>{({ id }) => <Calls key={id} applicationId={id} />}</RequireApplication>
    </Page>
  );
}

function Calls({ applicationId }: { applicationId: string }) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const { data, error, refetch, fetchMore } = useCalls(applicationId, { first: 50 });
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows rows={6} />;
  const { nodes, pageInfo } = data.calls;
  if (nodes.length === 0) {
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
  const older = () =>
    fetchMore({
      variables: { after: pageInfo.endCursor },
      updateQuery: (before, { fetchMoreResult }) => ({
        calls: { ...fetchMoreResult.calls, nodes: [...before.calls.nodes, ...fetchMoreResult.calls.nodes] },
      }),
    });
  return (
    <>
      <CallList calls={nodes} />
      {pageInfo.hasNextPage && <More onMore={older} />}
    </>
  );
}
