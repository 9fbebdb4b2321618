import { Button, Group, TextInput } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { Json } from '../ui/values/json';

interface TryItProps {
  /** Reads the mobile key when the button is pressed. */
  readKey: () => Promise<string | undefined>;
  user: string;
  onUser: (name: string) => void;
}

/** Requests a token as an app does, and shows the response. */
export function TryIt({ readKey, user, onUser }: TryItProps) {
  const { t } = useTranslation();
  const [answer, setAnswer] = useState<unknown>();
  const [error, setError] = useState<unknown>();
  const [asking, setAsking] = useState(false);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setAsking(true);
    setError(undefined);
    try {
      const body = JSON.stringify({ mobile_api_key: await readKey(), user_name: user });
      const reply = await fetch('/api/jwt', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      setAnswer(await reply.json());
    } catch (problem) {
      setError(problem);
    }
    setAsking(false);
  }

  return (
    <form onSubmit={submit}>
      <Group align="flex-end" gap="sm" mb="sm">
        <TextInput
          label={t('tokens.user')}
          value={user}
          onChange={(event) => onUser(event.currentTarget.value)}
          spellCheck={false}
        />
        <Button type="submit" loading={asking} leftSection={<IconPlayerPlay size={16} aria-hidden />}>
          {t('tokens.tryIt')}
        </Button>
      </Group>
      <ProblemAlert error={error} />
      <Json
        label={t('tokens.reply')}
        value={answer ?? { user_id: 'USR-…', user_name: user, jwt: 'eyJ…', expires_at: '2026-11-23T12:00:00.000Z' }}
      />
    </form>
  );
}
