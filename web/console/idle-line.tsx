import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Line } from '../voice/line';
import type { LineFacts, LineStatus } from '../voice/line-state';
import './call/call.css';
import './console.css';

interface IdleLineProps {
  line: Line | undefined;
  status: LineStatus;
  facts: LineFacts;
  away: boolean;
}

/** The idle line: whether it can be rung, or why not and what to do. */
export function IdleLine({ line, status, facts, away }: IdleLineProps) {
  const { t } = useTranslation();
  const ready = status === 'ready' || status === 'ended';
  return (
    <div className="dw-idle">
      <Text className="dw-party-name">
        {ready ? t(away ? 'console.youAreAway' : 'console.ready') : notReady(facts, status, t)}
      </Text>
      <Text c="dimmed">
        {status === 'signedOut'
          ? t(`console.outCure.${facts.outReason}`)
          : t(away ? 'console.awayHint' : 'console.readyHint')}
      </Text>
      {status === 'signedOut' && facts.outReason !== 'starting' && (
        <Button variant="default" mt="sm" onClick={line?.signIn}>
          {t('common.tryAgain')}
        </Button>
      )}
    </div>
  );
}

function notReady(facts: LineFacts, status: LineStatus, t: ReturnType<typeof useTranslation>['t']): string {
  return status === 'signedOut' ? t(`console.out.${facts.outReason}`) : t('console.connecting');
}
