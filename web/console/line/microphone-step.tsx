import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconMicrophone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { MicrophoneProblem } from '../../voice/microphone';
import type { Microphone } from './microphone';
import '../call/call.css';
import '../console.css';

/** Before the first call: one click that asks for the microphone and lets the page sound. */
export function MicrophoneStep({ microphone }: { microphone: Microphone }) {
  const { t } = useTranslation();
  return (
    <Stack align="center" gap="lg" className="dw-idle">
      <span className="dw-talk-mark" aria-hidden>
        <IconMicrophone size={40} />
      </span>
      <div>
        <Text className="dw-party-name">{t('console.microphoneFirst')}</Text>
        <Text c="dimmed">{t('console.microphoneHint')}</Text>
      </div>
      {microphone.problem && <MicrophoneCure problem={microphone.problem} />}
      <Button
        size="xl"
        autoFocus
        loading={microphone.asking}
        leftSection={<IconMicrophone size={24} aria-hidden />}
        onClick={microphone.start}
      >
        {microphone.problem ? t('common.tryAgain') : t('console.useMicrophone')}
      </Button>
    </Stack>
  );
}

interface MicrophoneCureProps {
  problem: MicrophoneProblem;
  /** Where nothing else on the page tries again. */
  onTryAgain?: () => void;
}

/** Why there is no microphone, and what to do. */
export function MicrophoneCure({ problem, onTryAgain }: MicrophoneCureProps) {
  const { t } = useTranslation();
  return (
    <Alert
      color="red"
      role="alert"
      icon={<IconAlertTriangle aria-hidden />}
      title={t(`console.microphone.${problem}`)}
      className="dw-notice"
    >
      <Text size="sm">{t(`console.microphoneCure.${problem}`)}</Text>
      {onTryAgain && (
        <Button mt="xs" size="compact-sm" variant="default" onClick={onTryAgain}>
          {t('common.tryAgain')}
        </Button>
      )}
    </Alert>
  );
}
