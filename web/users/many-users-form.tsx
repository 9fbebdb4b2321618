import { Alert, Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconCheck, IconFileUpload } from '@tabler/icons-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../lib/draft';
import { problemSentence } from '../lib/problem';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { LinesPreview } from './lines-preview';
import { LinesTable } from './lines-table';
import { type Progress, type RefusedLine, readLines, useManyUsers } from './many-users';
import { readListFile } from './read-lines';

interface ManyUsersFormProps {
  applicationId: string;
  onDone: () => void;
  /** While it runs, the surrounding dialog must stay open. */
  onBusy: (busy: boolean) => void;
}

/** Creates a user for each pasted line; refused lines stay, with the reason. */
export function ManyUsersForm({ applicationId, onDone, onBusy }: ManyUsersFormProps) {
  const { t } = useTranslation();
  const draft = useDraft('users');
  const { progress, run, stop, forget } = useManyUsers(applicationId);
  const [empty, setEmpty] = useState(false);
  const running = progress?.state === 'running';
  const typed = useDeferredValue(draft.text);
  const preview = useMemo(() => readLines(typed), [typed]);

  const readFile = async (file: File | null) => {
    if (file) draft.set(readListFile(new Uint8Array(await file.arrayBuffer())));
  };

  const start = async (text: string) => {
    const lines = readLines(text);
    setEmpty(lines.length === 0);
    if (lines.length === 0) return;
    onBusy(true);
    await run(lines);
    onBusy(false);
  };
  /** Created lines are removed from the field; the rest can be fixed and tried again. */
  const keepRest = () => {
    const rest = [...(progress?.refused ?? []), ...(progress?.open ?? [])];
    draft.set(rest.map(({ text }) => text).join('\n'));
    forget();
  };

  return (
    <Stack>
      <Textarea
        label={t('users.many.lines')}
        description={t('users.many.hint')}
        placeholder={'Jane, Jane Doe\nJoe'}
        rows={8}
        classNames={{ input: 'dw-code-input' }}
        spellCheck={false}
        wrap="off"
        value={draft.text}
        disabled={running}
        error={empty && t('users.many.empty')}
        onChange={(event) => draft.set(event.currentTarget.value)}
        data-autofocus
      />
      {!running && (
        <FileButton onChange={readFile} accept=".csv,.tsv,.txt,text/csv,text/plain">
          {(props) => (
            <Button
              {...props}
              variant="subtle"
              size="compact-sm"
              style={{ alignSelf: 'start' }}
              leftSection={<IconFileUpload size={16} aria-hidden />}
            >
              {t('users.many.file')}
            </Button>
          )}
        </FileButton>
      )}
      {!progress && preview.length > 0 && <LinesPreview lines={preview} />}
      {progress && <HowFar progress={progress} />}
      {progress && progress.refused.length > 0 && <Refused lines={progress.refused} />}
      <Group justify="flex-end">
        {running && (
          <Button variant="default" onClick={stop}>
            {t('users.many.stop')}
          </Button>
        )}
        {progress && !running && progress.made + progress.refused.length > 0 && progress.made < progress.total && (
          <Button variant="default" onClick={keepRest}>
            {t('users.many.keepRest')}
          </Button>
        )}
        {progress?.state === 'done' && progress.refused.length === 0 ? (
          <Button
            onClick={() => {
              draft.clear();
              onDone();
            }}
          >
            {t('common.close')}
          </Button>
        ) : (
          <Button loading={running} onClick={() => start(draft.text)}>
            {t('users.many.create')}
          </Button>
        )}
      </Group>
    </Stack>
  );
}

function HowFar({ progress }: { progress: Progress }) {
  const { t } = useTranslation();
  const { state, total, tried, made, refused, error } = progress;
  const words = t('users.many.progress', { tried, total, made, refused: refused.length });
  return (
    <>
      <ProblemAlert error={error} />
      {state === 'done' && refused.length === 0 ? (
        <Alert color="green" icon={<IconCheck aria-hidden />} role="status">
          {t('users.many.done', { count: made })}
        </Alert>
      ) : (
        <div role="status">
          <progress className="dw-progress" value={tried} max={total} aria-label={words} />
          <Text size="sm">{words}</Text>
        </div>
      )}
    </>
  );
}

function Refused({ lines }: { lines: RefusedLine[] }) {
  const { t, i18n } = useTranslation();
  return (
    <LinesTable label={t('users.many.refused')} lines={lines} title={t('users.many.why')}>
      {({ problem }) => problemSentence(problem, i18n)}
    </LinesTable>
  );
}
