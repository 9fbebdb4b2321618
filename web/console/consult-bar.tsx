import { Alert, Button, Group, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallOperations, Consult } from './call-operations';

/** The agent asks somebody while the other side waits: join, hand over, or go back. */
export function ConsultBar({ consult, operations }: { consult: Consult; operations: CallOperations }) {
  const { t } = useTranslation();
  const { busy, endConsult } = operations;
  return (
    <Alert color="ai" icon={<IconUsers aria-hidden />} title={t('console.consulting', { who: consult.who })} maw={460}>
      <Text size="sm" mb="sm">
        {t('console.consultingHint')}
      </Text>
      <Group gap="xs">
        <Button size="sm" disabled={busy} onClick={() => endConsult('HAND_OVER')}>
          {t('console.handOver')}
        </Button>
        <Button size="sm" variant="default" disabled={busy} onClick={() => endConsult('JOIN')}>
          {t('console.joinAll')}
        </Button>
        <Button size="sm" variant="default" disabled={busy} onClick={() => endConsult('BACK')}>
          {t('console.takeBack')}
        </Button>
      </Group>
    </Alert>
  );
}
