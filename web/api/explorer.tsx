import { Button, Group, Kbd, NativeSelect, Text, Textarea, Title } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { IconPlayerPlay } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../accounts/viewer';
import { useSlot } from '../lib/slot';
import { LoadingRows } from '../ui/lists/loading';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { Json } from '../ui/values/json';
import { asCurl } from './curl';
import { APPLICATION, EXAMPLES, type Example } from './examples';
import './api.css';

const QueryEditor = lazy(async () => ({ default: (await import('./query-editor')).QueryEditor }));

interface Answer {
  /** What was asked. */
  query: string;
  variables: string;
  body: unknown;
  status: number;
  milliseconds: number;
}

const [FIRST] = EXAMPLES;

/** Sends queries to the API as the signed-in person. @param applicationId used in the examples' variables */
export function Explorer({ applicationId }: { applicationId: string | undefined }) {
  const { t } = useTranslation();
  const slot = useSlot();
  const variablesOf = ({ variables }: Example) =>
    variables ? JSON.stringify(variables, null, 2).replaceAll(APPLICATION, applicationId ?? APPLICATION) : '';
  const [query, setQuery] = useState(FIRST?.query ?? '');
  const [variables, setVariables] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [answer, setAnswer] = useState<Answer>();
  const [error, setError] = useState<unknown>();
  const [running, setRunning] = useState(false);
  const { account } = useViewer();
  const clipboard = useClipboard();

  function choose(area: string): void {
    const example = EXAMPLES.find((one) => one.area === area);
    if (!example) return;
    setQuery(example.query);
    setVariables(variablesOf(example));
    setWrong(null);
    setAnswer(undefined);
    setError(undefined);
  }

  const noJson = (cause: unknown) =>
    setWrong(t('presets.noJson', { reason: cause instanceof Error ? cause.message : String(cause) }));

  async function run(): Promise<void> {
    if (running) return;
    let given: unknown;
    try {
      given = variables.trim() ? JSON.parse(variables) : {};
    } catch (cause) {
      return noJson(cause);
    }
    setWrong(null);
    setRunning(true);
    setError(undefined);
    setAnswer(undefined);
    const start = performance.now();
    try {
      const reply = await fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-denwaban-slot': slot },
        body: JSON.stringify({ query, variables: given }),
      });
      const body: unknown = await reply.json();
      setAnswer({ query, variables, body, status: reply.status, milliseconds: performance.now() - start });
    } catch (problem) {
      setError(problem);
    }
    setRunning(false);
  }

  function copyCurl(): void {
    try {
      clipboard.copy(asCurl(`${account.publicUrl}/graphql`, query, variables));
      setWrong(null);
    } catch (cause) {
      noJson(cause);
    }
  }

  const current = answer?.query === query && answer.variables === variables;

  return (
    <div className="dw-explorer">
      <div>
        <NativeSelect
          label={t('api.example')}
          mb="sm"
          onChange={(event) => choose(event.currentTarget.value)}
          data={EXAMPLES.map(({ area }) => ({ value: area, label: t(`api.area.${area}`) }))}
        />
        <Suspense fallback={<LoadingRows />}>
          <QueryEditor value={query} onChange={setQuery} onRun={run} label={t('api.query')} />
        </Suspense>
        <Textarea
          mt="sm"
          label={t('api.variables')}
          value={variables}
          onChange={(event) => setVariables(event.currentTarget.value)}
          error={wrong}
          autosize
          minRows={3}
          maxRows={12}
          spellCheck={false}
          classNames={{ input: 'dw-mono' }}
        />
        <Group mt="sm" gap="sm">
          <Button leftSection={<IconPlayerPlay size={16} aria-hidden />} loading={running} onClick={run}>
            {t('api.run')}
          </Button>
          <Text size="sm" c="dimmed">
            <Kbd>Ctrl</Kbd> + <Kbd>Enter</Kbd>
          </Text>
          <Button variant="default" onClick={copyCurl}>
            {clipboard.copied ? t('common.copied') : t('api.copyCurl')}
          </Button>
        </Group>
      </div>
      <section aria-live="polite" aria-labelledby="answer">
        <Group justify="space-between" mb="xs">
          <Title order={2} size="h3" id="answer">
            {t('api.answer')}
          </Title>
          {answer && current && (
            <Text size="sm" c="dimmed" className="dw-figures">
              {t('api.took', { status: answer.status, ms: Math.round(answer.milliseconds) })}
            </Text>
          )}
        </Group>
        <ProblemAlert error={error} />
        {answer && current && <Json label={t('api.answer')} value={answer.body} maxHeight={560} />}
        {answer && !current && (
          <>
            <Text size="sm">{t('api.changed')}</Text>
            <details className="dw-old-answer">
              <summary>{t('api.oldAnswer')}</summary>
              <Json label={t('api.oldAnswer')} value={answer.body} maxHeight={480} />
            </details>
          </>
        )}
        {!answer && !running && (
          <Text size="sm" c="dimmed">
            {t('api.noAnswer')}
          </Text>
        )}
      </section>
    </div>
  );
}
