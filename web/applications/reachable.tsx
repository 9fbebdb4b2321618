import { useQuery } from '@apollo/client/react';
import { Button, Group, Text } from '@mantine/core';
import { IconCircleCheck, IconDeviceLaptop, IconWorldOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../accounts/viewer';
import { graphql } from '../generated/gql';
import { ProblemAlert } from '../ui/messages/problem-alert';
import './applications.css';

export const WebhooksReachableDocument = graphql(`
  query WebhooksReachable {
    webhooksReachable {
      state
      url
      reason
      detail
    }
  }
`);

/** Asks the server whether webhooks arrive. Also `ok` if only the simulator needs to reach it. */
export function useReachable() {
  const { account } = useViewer();
  const { t } = useTranslation();
  const { data, error, loading, refetch } = useQuery(WebhooksReachableDocument, { notifyOnNetworkStatusChange: true });
  const found = data?.webhooksReachable;
  const ok = found && (found.state === 'REACHABLE' || (found.state === 'THIS_MACHINE' && account.kind === 'SIMULATOR'));
  const sentence = found && {
    REACHABLE: t('applications.reachable'),
    THIS_MACHINE: t(account.kind === 'SIMULATOR' ? 'applications.thisMachineEnough' : 'applications.thisMachine'),
    UNREACHABLE: t(`applications.unreachable.${found.reason ?? 'broken'}`, {
      url: found.url,
      detail: found.detail ?? '',
    }),
  };
  return { found, ok, sentence: found && sentence?.[found.state], error, loading, check: () => refetch() };
}

/** Whether Vonage's webhooks arrive, why not, and what to do. */
export function Reachable() {
  const { t } = useTranslation();
  const { found, ok, sentence, error, loading, check } = useReachable();
  const Icon = !ok ? IconWorldOff : found?.state === 'REACHABLE' ? IconCircleCheck : IconDeviceLaptop;
  return (
    <div role="status">
      <ProblemAlert error={error} />
      <Group gap="sm" align="center">
        {found && (
          <Text size="sm" c={ok ? 'green' : 'red'} component="span" className="dw-with-icon" flex="1 1 220px">
            <Icon size={18} aria-hidden className="dw-icon" />
            {sentence}
          </Text>
        )}
        <Button variant="default" size="compact-sm" loading={loading} onClick={check}>
          {t(found ? 'applications.checkAgain' : 'applications.check')}
        </Button>
      </Group>
    </div>
  );
}
