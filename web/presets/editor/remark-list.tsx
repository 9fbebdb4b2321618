import { Anchor, Group, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconCircleX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import type { Remark } from './json-editor';
import type { Check } from './use-check';
import '../presets.css';

interface RemarkListProps {
  check: Check;
  /** Places are named by the number of the step, not by their path in the JSON. */
  inSteps: boolean;
  onSelect: (path: string) => void;
}

/** The server's findings with their places; also for people who cannot see the underlining. */
export function RemarkList({ check, inSteps, onSelect }: RemarkListProps) {
  const { t } = useTranslation();
  const { remarks, checking, problem, retry } = check;
  if (problem) return <ProblemAlert error={problem} onRetry={retry} />;
  // Warnings are about spellings of the JSON, which the form does not change.
  const [shown, folded] = inSteps
    ? [remarks.filter(({ severity }) => severity === 'error'), remarks.filter(({ severity }) => severity !== 'error')]
    : [remarks, []];
  const about = { inSteps, onSelect };
  return (
    <div className="dw-remarks" role="status" aria-busy={checking}>
      {checking && <Text size="sm">{t('presets.editor.checking')}</Text>}
      {!checking && shown.length === 0 && (
        <Group gap={6} wrap="nowrap">
          <IconCircleCheck size={18} aria-hidden className="dw-fine" />
          <Text size="sm">{t('presets.editor.fine')}</Text>
        </Group>
      )}
      {!checking && <Remarks remarks={shown} {...about} />}
      {!checking && folded.length > 0 && (
        <details>
          <summary>{t('presets.form.notes', { count: folded.length })}</summary>
          <Remarks remarks={folded} {...about} />
        </details>
      )}
    </div>
  );
}

function Remarks({ remarks, inSteps, onSelect }: Omit<RemarkListProps, 'check'> & { remarks: Remark[] }) {
  const { t } = useTranslation();
  return (
    <ul>
      {remarks.map(({ path, severity, sentence }) => (
        <li key={`${path} ${sentence}`} data-severity={severity}>
          {severity === 'error' ? <IconCircleX size={18} aria-hidden /> : <IconAlertTriangle size={18} aria-hidden />}
          <Text size="sm" component="span">
            {path !== null && (
              <>
                <Anchor component="button" type="button" size="sm" onClick={() => onSelect(path)}>
                  {inSteps && step(path) ? t('presets.form.step', { number: step(path) }) : <code>{path}</code>}
                </Anchor>{' '}
              </>
            )}
            {sentence}
          </Text>
        </li>
      ))}
    </ul>
  );
}

/** @returns the number of the step, from 1; undefined if the path is about none */
function step(path: string): number | undefined {
  const [, index] = /^\$\[(\d+)\]/.exec(path) ?? [];
  return index === undefined ? undefined : Number(index) + 1;
}
