import { Alert, Button, NativeSelect, Stack, Text } from '@mantine/core';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { CopyValue } from '../ui/values/copy-value';
import { Json } from '../ui/values/json';
import { Moment } from '../ui/values/moment';
import { useIssueToken } from './users';

/** Seconds. */
const LIVES = [900, 3600, 21_600, 86_400];

/** Issues a Client SDK token for a user; it is shown once. */
export function UserToken({ applicationId, name }: { applicationId: string; name: string }) {
  const { t, i18n } = useTranslation();
  const [seconds, setSeconds] = useState(LIVES[0]!);
  const [create, { data, loading, error }] = useIssueToken();
  const token = data?.createAgentToken;
  if (token) {
    return (
      <Stack>
        <Alert color="green" icon={<IconKey aria-hidden />} title={t('users.token.ready')}>
          <CopyValue value={token.jwt} label={t('users.token.title', { name })} />
          <Text size="sm" mt="xs">
            {t('users.token.once')}
          </Text>
        </Alert>
        <Text size="sm">
          {t('users.token.until')} <Moment at={token.expiresAt} />
        </Text>
        <Json value={claimsOf(token.jwt)} label={t('users.token.claims')} maxHeight={260} />
      </Stack>
    );
  }
  return (
    <Stack>
      <Text size="sm">{t('users.token.hint')}</Text>
      <NativeSelect
        label={t('users.token.lives')}
        value={String(seconds)}
        onChange={(event) => setSeconds(Number(event.currentTarget.value))}
        data={LIVES.map((value) => ({ value: String(value), label: span(value, i18n.language) }))}
      />
      <ProblemAlert error={error} />
      <Button
        loading={loading}
        onClick={() => create({ variables: { applicationId, userName: name, seconds } }).catch(() => {})}
      >
        {t('users.token.create')}
      </Button>
    </Stack>
  );
}

/** @param seconds whole minutes, or whole hours */
function span(seconds: number, language: string): string {
  const [value, unit] = seconds < 3600 ? [seconds / 60, 'minute'] : [seconds / 3600, 'hour'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}

/** The payload of a token, readable by anyone who has it. */
function claimsOf(jwt: string): unknown {
  const [, middle = ''] = jwt.split('.');
  const bytes = Uint8Array.from(atob(middle.replaceAll('-', '+').replaceAll('_', '/')), (one) => one.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes));
}
