import { useMutation, useQuery } from '@apollo/client/react';
import { Button, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../generated/gql';
import type { OriginsQuery } from '../generated/graphql';
import { problemOf, problemSentence } from '../lib/problem';
import { LoadingRows } from '../ui/lists/loading';
import { ProblemAlert, useTell } from '../ui/messages/problem-alert';

const OriginsDocument = graphql(`
  query Origins {
    origins {
      webApp
      tools
    }
  }
`);

const SetOriginsDocument = graphql(`
  mutation SetOrigins($input: OriginsInput!) {
    setOrigins(input: $input) {
      webApp
      tools
    }
  }
`);

type Origins = Pick<OriginsQuery['origins'], 'webApp' | 'tools'>;
const LISTS = ['webApp', 'tools'] as const;

/** Origins whose pages may send requests, in addition to PUBLIC_URL. */
export function OriginsPanel() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(OriginsDocument, { fetchPolicy: 'cache-and-network' });
  return (
    <Paper withBorder p="md" className="dw-card">
      <Title order={2}>{t('settings.origins.title')}</Title>
      <Text size="sm" c="dimmed" mb="sm">
        {t('settings.origins.hint')}
      </Text>
      {error && <ProblemAlert error={error} onRetry={() => refetch()} />}
      {!error && (data ? <OriginsForm origins={data.origins} /> : <LoadingRows />)}
    </Paper>
  );
}

function OriginsForm({ origins }: { origins: Origins }) {
  const { t, i18n } = useTranslation();
  const tell = useTell();
  const [save, { loading, error, reset }] = useMutation(SetOriginsDocument, {
    refetchQueries: ['Origins'],
    awaitRefetchQueries: true,
  });
  const [texts, setTexts] = useState({ webApp: origins.webApp.join('\n'), tools: origins.tools.join('\n') });
  const input = { webApp: linesOf(texts.webApp), tools: linesOf(texts.tools) };
  const changed = LISTS.some((list) => input[list].join() !== origins[list].join());
  const problem = error && problemOf(error);
  const at = LISTS.find((list) => problem?.field === `input.${list}`);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const { data } = await save({ variables: { input } }).catch(() => ({ data: undefined }));
    if (!data) return;
    const { webApp, tools } = data.setOrigins;
    setTexts({ webApp: webApp.join('\n'), tools: tools.join('\n') });
    tell.done(t('settings.origins.saved'));
  };
  return (
    <form onSubmit={submit}>
      <Stack maw={640}>
        {LISTS.map((list) => (
          <Textarea
            key={list}
            label={t(`settings.origins.${list}`)}
            description={t(`settings.origins.${list}Hint`)}
            placeholder="https://"
            autosize
            minRows={2}
            maxRows={10}
            spellCheck={false}
            value={texts[list]}
            error={problem && at === list && problemSentence({ ...problem, field: '' }, i18n)}
            onChange={(event) => {
              reset();
              setTexts({ ...texts, [list]: event.currentTarget.value });
            }}
          />
        ))}
        {error && !at && <ProblemAlert error={error} />}
        <Group justify="flex-end">
          <Button type="submit" disabled={!changed} loading={loading}>
            {t('settings.origins.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const linesOf = (text: string) =>
  text
    .split(/[\s,]+/)
    .map((line) => line.trim())
    .filter(Boolean);
