import { Alert, Stack } from '@mantine/core';
import { IconMicrophoneOff, IconPlayerPause, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Elapsed } from '../../ui/values/elapsed';
import type { LineCall } from '../../voice/line-state';
import './call.css';

/** Muted, on hold, sound lost: below the buttons, so that none of them moves when it is pressed. */
export function CallStates({ call, heldSince }: { call: LineCall; heldSince: string | null }) {
  const { t } = useTranslation();
  const muted = call.muted && !heldSince;
  if (!muted && !heldSince && !call.soundLost) return null;
  return (
    <Stack gap="xs" role="status" className="dw-notice">
      {call.soundLost && (
        <Alert color="yellow" icon={<IconPlugConnectedX aria-hidden />} title={t('console.soundLost')}>
          {t('console.soundLostHint')}
        </Alert>
      )}
      {heldSince && (
        <Alert
          color="ai"
          variant="filled"
          icon={<IconPlayerPause aria-hidden />}
          title={
            <>
              {t('console.onHold')} · <Elapsed since={heldSince} />
            </>
          }
        >
          {t('console.onHoldHint')}
        </Alert>
      )}
      {muted && (
        <Alert color="red" variant="filled" icon={<IconMicrophoneOff aria-hidden />} title={t('console.muted')}>
          {t('console.mutedHint')}
        </Alert>
      )}
    </Stack>
  );
}
