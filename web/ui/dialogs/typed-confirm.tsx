import { Button, Group, Stack, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../messages/problem-alert';
import { Dialog } from './dialog';

interface TypedConfirmProps {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** The word to type for confirmation. */
  word: string;
  /** What is lost. */
  children: ReactNode;
  /** Label of the confirm button. */
  action: string;
  onConfirm: () => Promise<unknown>;
}

/** Asks for a typed word before something that cannot be undone and deletes much. */
export function TypedConfirm({ opened, onClose, title, word, children, action, onConfirm }: TypedConfirmProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const [doing, setDoing] = useState(false);
  const [error, setError] = useState<unknown>();
  const plain = (text: string) => text.normalize('NFKC').trim().toLowerCase();
  const same = plain(typed) === plain(word);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (!same) return;
    setDoing(true);
    setError(undefined);
    await onConfirm().then(onClose, setError);
    setDoing(false);
  }

  return (
    <Dialog opened={opened} onClose={onClose} title={title}>
      <form onSubmit={submit}>
        <Stack>
          {children}
          <TextInput
            label={t('common.typeThis', { word })}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
          />
          <ProblemAlert error={error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.keep')}
            </Button>
            <Button type="submit" color="red" loading={doing} disabled={!same}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
