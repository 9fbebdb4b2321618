import { Button, Group, Text, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import '../side.css';
import { useNameContact } from './caller-of-leg';

const MOST = 100;

interface CallerNameProps {
  applicationId: string;
  /** E.164 without `+`. */
  number: string;
  name: string | null;
}

/** The name of a number, which the agent may give, change or take away. */
export function CallerName({ applicationId, number, name }: CallerNameProps) {
  const { t } = useTranslation();
  const nameContact = useNameContact(applicationId);
  const [typed, setTyped] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>();

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setSaving(true);
    setError(undefined);
    await nameContact(number, typed?.trim() ?? '').then(() => setTyped(null), setError);
    setSaving(false);
  }

  if (typed === null) {
    return (
      <Group gap="xs" justify="space-between" wrap="nowrap">
        {name && (
          <Text fw={600} className="dw-caller-name">
            {name}
          </Text>
        )}
        <Button
          variant={name ? 'subtle' : 'default'}
          size="compact-sm"
          leftSection={<IconPencil size={14} aria-hidden />}
          onClick={() => setTyped(name ?? '')}
        >
          {t(name ? 'console.changeName' : 'console.addName')}
        </Button>
      </Group>
    );
  }
  return (
    <form
      onSubmit={save}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.nativeEvent.isComposing) setTyped(null);
      }}
      className="dw-caller-form"
    >
      <TextInput
        autoFocus
        label={t('console.callerName')}
        value={typed}
        maxLength={MOST}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <ProblemAlert error={error} />
      <Group gap="xs">
        <Button type="submit" size="compact-sm" loading={saving}>
          {t('console.saveName')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => setTyped(null)}>
          {t('common.cancel')}
        </Button>
      </Group>
    </form>
  );
}
