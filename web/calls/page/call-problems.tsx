import { Alert, Stack, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { problemsOf } from './problems';
import type { Call } from './timeline';

/** What Vonage could not do in this call, each with what to do; empty if there is nothing. */
export function CallProblems({ events }: Pick<Call, 'events'>) {
  const { t } = useTranslation();
  const problems = problemsOf(events);
  if (problems.length === 0) return null;
  return (
    <Alert color="red" icon={<IconAlertTriangle aria-hidden />} title={t('calls.problems')}>
      <Stack gap="xs">
        {problems.map(({ id, known, reason }) => (
          <div key={id}>
            {known && <Text size="sm">{t(`calls.problem.${known}`)}</Text>}
            <Text size={known ? 'xs' : 'sm'}>{t('calls.vonageSaid', { reason })}</Text>
          </div>
        ))}
      </Stack>
    </Alert>
  );
}
