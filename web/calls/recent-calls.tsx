import { Anchor, Group, Paper, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useViewer } from '../accounts/viewer';
import { useSlotPath } from '../lib/slot';
import { LoadingRows } from '../ui/lists/loading';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { CallList } from './call-list';
import { useCalls } from './calls';

/** The latest calls, in short. */
export function RecentCalls({ applicationId }: { applicationId: string }) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const { role } = useViewer();
  const { data, error } = useCalls(applicationId, { first: 5 });
  return (
    <Paper withBorder p="md" className="dw-card">
      <Group justify="space-between" mb="xs">
        <Title order={2}>{t('calls.recent')}</Title>
        {role !== 'AGENT' && (
          <Anchor component={Link} to={inSlot('calls')} size="sm">
            {t('calls.all')}
          </Anchor>
        )}
      </Group>
      <ProblemAlert error={error} />
      {!data && !error && <LoadingRows rows={2} />}
      {data?.calls.nodes.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('calls.none')}
        </Text>
      )}
      {data && data.calls.nodes.length > 0 && <CallList calls={data.calls.nodes} />}
    </Paper>
  );
}
