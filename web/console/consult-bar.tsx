import { Alert, Button, Group, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatPhone } from '../lib/language/format';
import type { CallOperations, Consult } from './call-operations';

interface ConsultBarProps {
  consult: Consult;
  operations: CallOperations;
}

/** Statuses in which the consulted person did not answer. */
const NOT_THERE = ['DECLINED', 'BUSY', 'UNANSWERED', 'GONE'];

/** A consultation while the contact is on hold: whether they answer, and complete, merge or cancel. */
export function ConsultBar({ consult, operations }: ConsultBarProps) {
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
              {t('console.completeTransfer')}
            </Button>
            <Button size="sm" variant="default" disabled={busy || !talking} onClick={() => endConsult('MERGE')}>
              {t('console.mergeCalls')}
            </Button>
          </>
        )}
        {customerWaits && (
          <Button size="sm" variant={alone ? 'filled' : 'default'} disabled={busy} onClick={() => endConsult('CANCEL')}>
            {t('console.returnToCaller')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
