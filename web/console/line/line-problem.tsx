import { Alert, Button, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { LineProblem } from '../../voice/line';
import '../call/call.css';

/** The Client SDK's codes that have a cure of their own. */
const CURES: [RegExp, string][] = [
  [/media_timeout|inbound_call_failed/, 'mediaTimeout'],
  [/Failed to fetch|serviceNotAvailable|service_no_available|session:error:timeout/, 'unreachable'],
  [/authorization_error|invalid-token|expired-token|permission/, 'notAllowed'],
  [/max-open-sessions/, 'tooManySessions'],
  [/NotAllowedError/, 'clickToHear'],
  [/NotFoundError|NotReadableError|MicrophoneError|create.?(offer|answer)|device/i, 'device'],
];

/** What failed on the line, why, and what to do. */
export function LineProblemAlert({ problem, onClear }: { problem: LineProblem; onClear: () => void }) {
  const { t } = useTranslation();
  const said = `${problem.code} ${problem.message}`;
  const cure = CURES.find(([pattern]) => pattern.test(said))?.[1];
  return (
    <Alert
      color="red"
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
      title={t(`console.couldNot.${problem.doing}`)}
      className="dw-notice"
    >
      <Text size="sm">{cure ? t(`console.cure.${cure}`) : t('console.sdkSays', { said: problem.message })}</Text>
      <Button mt="xs" size="compact-sm" variant="default" onClick={onClear}>
        {t('common.close')}
      </Button>
    </Alert>
  );
}
