import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { IconHeadset } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { RecentCalls } from '../calls/recent-calls';
import { formatPhone } from '../lib/format';
import { ProblemAlert } from '../ui/problem-alert';
import { useAgentLine } from './agent-line';
import { useRinging, useShortcuts } from './attention';
import { IdleLine, RingingCall, TalkingCall } from './line-panels';

interface DeskProps {
  applicationId: string;
  userName: string;
  simulatorUrl: string;
  /** Takes the headset off. */
  onLeave?: () => void;
}

/** An agent's desk: the line in the middle, recent calls beside it. */
export function Desk({ applicationId, userName, simulatorUrl, onLeave }: DeskProps) {
  const { t } = useTranslation();
  const { line, state, error } = useAgentLine({ applicationId, userName }, simulatorUrl);
  const { status, call, refusal } = state;
  const other = formatPhone(call?.other) || t('calls.unknownParty');
  useRinging(status === 'ringing' ? t('console.ringingTitle', { other }) : null);
  useShortcuts(
    useMemo(
      () => ({
        ...(status === 'ringing' && { KeyA: line?.answer, KeyR: line?.reject }),
        ...((status === 'talking' || status === 'dialling') && { Digit1: line?.hangUp }),
      }),
      [line, status],
    ),
  );

  return (
    <>
      <div className="dw-desk-head">
        <Group gap="sm">
          <IconHeadset size={22} aria-hidden />
          <Title order={1} size="h2">
            {userName}
          </Title>
          <Group gap={6} className="dw-line-state" data-state={status} role="status">
            <span className="dw-dot" aria-hidden />
            <Text size="sm">{t(`console.state.${status}`)}</Text>
          </Group>
        </Group>
        {onLeave && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={onLeave}>
            {t('console.somebodyElse')}
          </Button>
        )}
      </div>
      <div className="dw-desk">
        <section className="dw-desk-call" data-state={status} aria-label={t('console.call')}>
          <ProblemAlert error={error} />
          {refusal && <Alert color="red">{t('phone.refused', { reason: refusal })}</Alert>}
          {status === 'ringing' && line && <RingingCall line={line} other={other} />}
          {(status === 'talking' || status === 'dialling') && line && call && (
            <TalkingCall line={line} call={call} other={other} talking={status === 'talking'} />
          )}
          {(status === 'idle' || status === 'connecting') && <IdleLine line={status === 'idle' ? line : undefined} />}
        </section>
        <RecentCalls applicationId={applicationId} />
      </div>
    </>
  );
}
