import { useApolloClient, useMutation, useQuery } from '@apollo/client/react';
import { Alert, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLiveUpdates } from '../lib/live/live';
import { readOneAtATime } from '../lib/live/read-one-at-a-time';
import { problemSentence } from '../lib/problem';
import { useTell } from '../ui/messages/problem-alert';
import {
  awaited,
  CancelTaskDocument,
  problemIn,
  shownElsewhere,
  type Task,
  TaskChangedDocument,
  TasksDocument,
  useRetryTask,
} from './tasks';

/** Tasks that are running or have failed, above every page of an admin; whoever started them. */
export function RunningTasks() {
  const { t } = useTranslation();
  const client = useApolloClient();
  const tell = useTell();
  const { data, refetch } = useQuery(TasksDocument, {
    fetchPolicy: 'cache-and-network',
    context: { queryDeduplication: false },
  });
  const tasks = data?.tasks ?? [];

  const read = useMemo(() => readOneAtATime(() => refetch()), [refetch]);
  useLiveUpdates(TaskChangedDocument, {
    variables: {},
    read,
    onData: ({ taskChanged: changed }) => {
      awaited.add(changed.id);
      // The cache has updated a known task, but a list that was asked for before its end may come after it.
      const isKnown = tasks.some(({ id }) => id === changed.id);
      if (!isKnown || changed.state !== 'RUNNING') read().catch(() => {});
    },
  });

  // What a task has deleted or created is on pages that are open.
  useEffect(() => {
    for (const task of tasks) {
      if (task.state === 'RUNNING') awaited.add(task.id);
      else if (awaited.delete(task.id)) {
        if (task.state === 'DONE' && !shownElsewhere.delete(task.id)) tell.done(doneSentence(t, task));
        // The page of what was deleted can no longer be read.
        client.refetchQueries({ include: 'active' }).catch(() => {});
      }
    }
  }, [tasks, client, tell, t]);

  const shown = tasks.filter(({ id, state }) => (state === 'RUNNING' && !shownElsewhere.has(id)) || state === 'FAILED');
  if (shown.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-label={t('tasks.title')} className="dw-tasks">
      {shown.map((task) =>
        task.state === 'FAILED' ? <Failed key={task.id} task={task} /> : <Running key={task.id} task={task} />,
      )}
    </Stack>
  );
}

function Running({ task }: { task: Task }) {
  const { t, i18n } = useTranslation();
  const { kind, subject, done, total, problem } = task;
  const title = t(`tasks.running.${kind}`, { name: subject });
  return (
    <Paper withBorder p="sm" className="dw-card" role="status">
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={500}>
          {title}
        </Text>
        {total !== null && (
          <Text size="sm" c="dimmed" className="dw-figures">
            {t('tasks.steps', { done, total })}
          </Text>
        )}
      </Group>
      <progress className="dw-progress" value={total === null ? undefined : done} max={total ?? 1} aria-label={title} />
      {problem && <Text size="sm">{t('tasks.waiting', { sentence: problemSentence(problemIn(problem), i18n) })}</Text>}
    </Paper>
  );
}

function Failed({ task }: { task: Task }) {
  const { t, i18n } = useTranslation();
  const tell = useTell();
  const [retry, { loading }] = useRetryTask();
  const [cancel] = useMutation(CancelTaskDocument);
  const { id, kind, subject, problem } = task;
  return (
    <Alert
      color="red"
      role="alert"
      title={t(`tasks.failed.${kind}`, { name: subject })}
      withCloseButton
      closeButtonLabel={t('common.close')}
      onClose={() => cancel({ variables: { id } }).catch(tell.problem)}
    >
      <Stack gap="xs" align="flex-start">
        {problem && <Text size="sm">{problemSentence(problemIn(problem), i18n)}</Text>}
        <Button
          size="compact-sm"
          variant="default"
          loading={loading}
          onClick={() => retry({ variables: { id } }).catch(tell.problem)}
        >
          {t('tasks.retry')}
        </Button>
      </Stack>
    </Alert>
  );
}

function doneSentence(t: ReturnType<typeof useTranslation>['t'], task: Task): string {
  const { kind, subject: name, deleteReport, eraseReport, importReport } = task;
  const left = (deleteReport?.leftAtVonage ?? []).join(', ');
  if (kind === 'ERASE_CALLER') {
    return t('tasks.erased', { count: eraseReport?.calls ?? 0, placeholder: eraseReport?.placeholder ?? '' });
  }
  if (kind === 'IMPORT_USERS') {
    return t('tasks.imported', { count: importReport?.created ?? 0, refused: importReport?.refusedCount ?? 0, name });
  }
  if (kind === 'CHANGE_REGION') return t('tasks.regionChanged', { name });
  if (kind === 'RESET') return left ? t('tasks.resetLeft', { left }) : t('tasks.reset');
  return left ? t('tasks.deletedLeft', { name, left }) : t('tasks.deleted', { name });
}
