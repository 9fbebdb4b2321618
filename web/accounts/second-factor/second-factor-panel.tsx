import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../ui/dialogs/confirm';
import { Dialog } from '../../ui/dialogs/dialog';
import { LoadingRows } from '../../ui/lists/loading';
import { ProblemAlert, useTell } from '../../ui/messages/problem-alert';
import { Moment } from '../../ui/values/moment';
import { BeginSecondFactor } from './begin-second-factor';
import { RecoveryCodes } from './recovery-codes';
import { useDisableSecondFactor, useRenewRecoveryCodes, useSecondFactor } from './second-factor';

/** When this few recovery codes are left, suggest new ones. */
const FEW = 3;

/** Your own two-step verification: its status, and how to change it. */
export function SecondFactorPanel() {
  const { t } = useTranslation();
  const tell = useTell();
  const { data, error, refetch } = useSecondFactor();
  const [disable] = useDisableSecondFactor();
  const [renew] = useRenewRecoveryCodes();
  const [open, setOpen] = useState<'begin' | 'off' | 'renew'>();
  const [codes, setCodes] = useState<readonly string[]>();
  const close = () => setOpen(undefined);
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows rows={2} />;
  const { since, recoveryCodesLeft: left } = data.secondFactor;

  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm">{t('security.what')}</Text>
      {since ? (
        <>
          <Group gap="xs">
            <Badge color="green" variant="light" className="dw-badge">
              {t('security.on')}
            </Badge>
            <Text size="sm" c="dimmed">
              {t('security.since')} <Moment at={since} />
            </Text>
          </Group>
          <Text size="sm" c={left <= FEW ? 'red' : undefined}>
            {t('security.codesLeft', { count: left })}
          </Text>
          <Group gap="sm">
            <Button variant="default" onClick={() => setOpen('renew')}>
              {t('security.renew')}
            </Button>
            <Button variant="default" c="var(--mantine-color-red-text)" onClick={() => setOpen('off')}>
              {t('security.turnOff')}
            </Button>
          </Group>
        </>
      ) : (
        <Button onClick={() => setOpen('begin')}>{t('security.turnOn')}</Button>
      )}
      <Dialog opened={open === 'begin'} onClose={close} title={t('security.secondFactor')}>
        <BeginSecondFactor onDone={close} />
      </Dialog>
      <Confirm
        opened={open === 'off'}
        onClose={close}
        title={t('security.turnOffTitle')}
        action={t('security.turnOff')}
        onConfirm={() => disable().then(() => tell.done(t('security.turnedOff')))}
      >
        {t('security.turnOffHint')}
      </Confirm>
      <Confirm
        opened={open === 'renew'}
        onClose={close}
        title={t('security.renewTitle')}
        action={t('security.renew')}
        onConfirm={() => renew().then(({ data: made }) => setCodes(made?.renewRecoveryCodes))}
      >
        {t('security.renewHint')}
      </Confirm>
      <Dialog opened={codes !== undefined} onClose={() => setCodes(undefined)} title={t('security.secondFactor')}>
        {codes && <RecoveryCodes codes={codes} onDone={() => setCodes(undefined)} />}
      </Dialog>
    </Stack>
  );
}
