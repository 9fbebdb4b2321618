import { Alert, Button, Group, Text } from '@mantine/core';
import { IconPhoneOff, IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatPhone } from '../lib/format';
import type { Line } from '../voice/line';
import type { CallOperations, Consult } from './call-operations';

interface ConsultBarProps {
  line: Line;
  consult: Consult;
  operations: CallOperations;
}

/** Of these, nobody comes any more. */
const NOT_THERE = ['DECLINED', 'BUSY', 'UNANSWERED', 'GONE'];

/** The agent asks somebody while the other side waits: how that one fares; join, hand over, or go back. */
export function ConsultBar({ line, consult, operations }: ConsultBarProps) {
  const { t } = useTranslation();
  const { busy, endConsult } = operations;
  const { status, customerWaits } = consult;
  const who = formatPhone(consult.who) || consult.who;
  const talking = status === 'TALKING';
  const alone = NOT_THERE.includes(status);
  return (
    <Alert
      color={alone ? 'yellow' : 'ai'}
      role="status"
      icon={<IconUsers aria-hidden />}
      title={t(`console.consult.${status}`, { who })}
      maw={520}
    >
      <Text size="sm" mb="sm">
        {customerWaits ? t('console.consultingHint') : t('console.customerGone')}
      </Text>
      <Group gap="xs">
        {customerWaits && !alone && (
          <>
            <Button size="sm" disabled={busy || !talking} onClick={() => endConsult('COMPLETE')}>
              {t('console.handOver')}
            </Button>
            <Button size="sm" variant="default" disabled={busy || !talking} onClick={() => endConsult('MERGE')}>
              {t('console.joinAll')}
            </Button>
          </>
        )}
        {customerWaits && (
          <Button size="sm" variant={alone ? 'filled' : 'default'} disabled={busy} onClick={() => endConsult('CANCEL')}>
            {t('console.takeBack')}
          </Button>
        )}
        {!customerWaits && (
          <Button size="sm" color="red" leftSection={<IconPhoneOff size={18} aria-hidden />} onClick={line.hangUp}>
            {t('console.hangUp')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
