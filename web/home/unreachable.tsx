import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconWorldOff } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useReachable } from '../applications/reachable';

/** Warning that calls cannot come in, with the fix. */
export function Unreachable() {
  const { t } = useTranslation();
  const { ok, found, sentence, check, loading } = useReachable();
  // Do not repeat what the account's notices already say.
  if (ok !== false || found?.state === 'THIS_MACHINE') return null;
  return (
    <Alert color="red" icon={<IconWorldOff aria-hidden />} title={t('home.unreachable')}>
      <Stack gap="sm" align="flex-start">
        <Text size="sm">{sentence}</Text>
        <Button size="compact-sm" variant="default" onClick={check} loading={loading}>
          {t('applications.checkAgain')}
        </Button>
      </Stack>
    </Alert>
  );
}
