import { Alert, Button, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { problemOf, problemSentence } from '../../lib/problem';
import { showMessage } from './messages';

interface ProblemAlertProps {
  /** Any error; undefined shows nothing. */
  error: unknown;
  onRetry?: () => void;
}

/** Says what went wrong and, if Vonage refused, what Vonage said. */
export function ProblemAlert({ error, onRetry }: ProblemAlertProps) {
  const { t, i18n } = useTranslation();
  if (!error) return null;
  const problem = problemOf(error);
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} role="alert">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{problemSentence(problem, i18n)}</Text>
        {problem.reference && <Text size="xs">{t('errors.reference', { reference: problem.reference })}</Text>}
        {onRetry && (
          <Button size="compact-sm" variant="default" onClick={onRetry}>
            {t('common.tryAgain')}
          </Button>
        )}
      </Stack>
    </Alert>
  );
}

/** @returns functions that show success or failure at the edge of the page. */
export function useTell() {
  const { t, i18n } = useTranslation();
  const closeLabel = t('common.close');
  return {
    done: (message: string) => showMessage({ message, closeLabel, color: 'green' }),
    /** Stays until closed, because it says what to do. */
    problem: (error: unknown) =>
      showMessage({ message: problemSentence(problemOf(error), i18n), closeLabel, color: 'red' }),
  };
}
