import { useApolloClient, useMutation } from '@apollo/client/react';
import { Button, List, Paper, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { NOTHING_AT_VONAGE, WhatGoes } from '../applications/what-goes';
import { graphql } from '../generated/gql';
import { useSlotPath } from '../lib/slot';
import { awaited } from '../tasks/tasks';
import { TypedConfirm } from '../ui/dialogs/typed-confirm';

const ResetDocument = graphql(`
  mutation Reset($input: ResetInput!) {
    reset(input: $input) {
      id
    }
  }
`);

/** The server requires this word in every language. */
const WORD = 'reset';
const LOST = ['applications', 'calls', 'people', 'keys'] as const;

/** Reset: deletes everything of the account except the connection and its owner. */
export function Reset() {
  const { t } = useTranslation();
  const client = useApolloClient();
  const navigate = useNavigate();
  const inSlot = useSlotPath();
  const [asking, setAsking] = useState(false);
  const [atVonage, setAtVonage] = useState(NOTHING_AT_VONAGE);
  const [reset] = useMutation(ResetDocument);

  async function confirm(): Promise<void> {
    const { data } = await reset({ variables: { input: { confirm: WORD, ...atVonage } } });
    if (data) awaited.add(data.reset.id);
    navigate(inSlot(''));
    await client.refetchQueries({ include: 'active' });
  }

  const lost = (
    <List size="sm">
      {LOST.map((what) => (
        <List.Item key={what}>{t(`settings.lost.${what}`)}</List.Item>
      ))}
    </List>
  );
  return (
    <Paper withBorder p="md" className="dw-card">
      <Stack gap="sm" align="flex-start">
        <Title order={2}>{t('settings.reset')}</Title>
        <Text size="sm" c="dimmed">
          {t('settings.resetPurpose')}
        </Text>
        {lost}
        <Button color="red" variant="outline" onClick={() => setAsking(true)}>
          {t('settings.resetOpen')}
        </Button>
      </Stack>
      <TypedConfirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('settings.reset')}
        word={WORD}
        action={t('settings.resetNow')}
        onConfirm={confirm}
      >
        <Text size="sm">{t('settings.resetHint')}</Text>
        {lost}
        <WhatGoes value={atVonage} onChange={setAtVonage} />
      </TypedConfirm>
    </Paper>
  );
}
