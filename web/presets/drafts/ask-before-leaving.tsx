import { Button, Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialogs/dialog';
import { useLeaveGuard } from './use-leave-guard';

/** Asks before leaving unsaved text. Not after the session has ended: the draft is stored. */
export function AskBeforeLeaving({ dirty }: { dirty: boolean }) {
  const { t } = useTranslation();
  const { asking, leave, stay } = useLeaveGuard(dirty);
  return (
    <Dialog opened={asking} onClose={stay} title={t('presets.leave.title')}>
      <Stack>
        <Text size="sm">{t('presets.leave.hint')}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={leave}>
            {t('presets.leave.go')}
          </Button>
          <Button data-autofocus onClick={stay}>
            {t('presets.leave.stay')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
