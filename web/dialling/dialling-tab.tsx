import { useQuery } from '@apollo/client/react';
import { Stack } from '@mantine/core';
import { LoadingRows } from '../ui/lists/loading';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { DiallingRulesDocument } from './dialling';
import { Refusals } from './refusals';
import { RulesForm } from './rules-form';

/** Dialing costs money: which numbers agents may call, how often, and which calls were blocked. */
export function DiallingTab() {
  const { data, error, refetch } = useQuery(DiallingRulesDocument, { fetchPolicy: 'network-only' });
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows />;
  return (
    <Stack gap="xl">
      <RulesForm rules={data.diallingRules} />
      <Refusals />
    </Stack>
  );
}
