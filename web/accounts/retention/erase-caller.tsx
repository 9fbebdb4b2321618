import { useMutation } from '@apollo/client/react';
import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readPhoneNumber } from '../../../shared/phone-number';
import { graphql } from '../../generated/gql';
import { formatPhone } from '../../lib/language/format';
import { awaited } from '../../tasks/tasks';
import { TypedConfirm } from '../../ui/dialogs/typed-confirm';

const EraseCallerDocument = graphql(`
  mutation EraseCaller($input: EraseCallerInput!) {
    eraseCaller(input: $input) {
      id
    }
  }
`);

/** Erases a caller's number from all stored data, after a typed confirmation. */
export function EraseCaller() {
  const { t } = useTranslation();
  const [erase] = useMutation(EraseCallerDocument);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const [asking, setAsking] = useState(false);
  const digits = readPhoneNumber(typed);
  const number = digits ? formatPhone(digits) : '';

  function submit(event: FormEvent): void {
    event.preventDefault();
    setWrong(!digits);
    setAsking(Boolean(digits));
  }

  async function confirm(): Promise<void> {
    const { data } = await erase({ variables: { input: { number, confirm: 'erase' } } });
    if (data) awaited.add(data.eraseCaller.id);
    setTyped('');
  }

  return (
    <Paper withBorder p="md" className="dw-card">
      <form onSubmit={submit}>
        <Stack>
          <div>
            <Title order={2} size="h4">
              {t('retention.eraseTitle')}
            </Title>
            <Text size="sm" c="dimmed">
              {t('retention.eraseHint')}
            </Text>
          </div>
          <TextInput
            label={t('retention.number')}
            description={t('retention.numberHint')}
            placeholder="+44 7700 900123"
            inputMode="tel"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            error={wrong && !digits && t('retention.noNumber')}
          />
          <Group justify="flex-end">
            <Button type="submit" variant="light" color="red">
              {t('retention.erase')}
            </Button>
          </Group>
        </Stack>
      </form>
      <TypedConfirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('retention.eraseAsk', { number })}
        word={t('retention.eraseWord')}
        action={t('retention.eraseNow')}
        onConfirm={confirm}
      >
        <Text size="sm">{t('retention.eraseAskHint')}</Text>
      </TypedConfirm>
    </Paper>
  );
}
