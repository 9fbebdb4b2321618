import { Button, Group, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTell } from '../messages/problem-alert';
import { Dialog } from './dialog';

export interface ConfirmProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What cannot be undone. */
  children: ReactNode;
  /** Label of the confirm button. */
  action: string;
  onConfirm: () => Promise<unknown>;
}

/** Asks before something that cannot be undone. */
export function Confirm({ opened, onClose, title, children, action, onConfirm }: ConfirmProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const [doing, setDoing] = useState(false);
  const confirm = async () => {
    setDoing(true);
    await onConfirm().then(onClose, tell.problem);
    setDoing(false);
  };
  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <Stack>
        <Text size="sm">{children}</Text>
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('common.keep')}
          </Button>
          <Button color="red" loading={doing} onClick={confirm}>
            {action}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
