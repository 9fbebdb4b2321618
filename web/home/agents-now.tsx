import { useQuery } from '@apollo/client/react';
import { Anchor, Group, Paper, Text, Title } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { graphql } from '../generated/gql';
import type { AgentState, AgentsNowQuery } from '../generated/graphql';
import { useLiveUpdates } from '../lib/live/live';
import { readOneAtATime } from '../lib/live/read-one-at-a-time';
import { useSlotPath } from '../lib/slot';
import { LoadingRows } from '../ui/lists/loading';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { Elapsed } from '../ui/values/elapsed';
import './home.css';

const AgentsNowDocument = graphql(`
  query AgentsNow($applicationId: ID!) {
    agents(applicationId: $applicationId) {
      name
      displayName
      state
      since
    }
  }
`);

const AgentNowDocument = graphql(`
  subscription AgentNow($applicationId: ID!) {
    agentChanged(applicationId: $applicationId) {
      name
      displayName
      state
      since
    }
  }
`);

type AgentNow = AgentsNowQuery['agents'][number];

/** Those who are busy first. */
const ORDER: AgentState[] = ['ON_A_CALL', 'RINGING', 'AVAILABLE', 'AWAY', 'OFFLINE'];
/** More would make the card longer than the chart beside it. */
const SHOWN = 7;

/** What the agents of an application are doing, as it changes. */
export function AgentsNow({ applicationId }: { applicationId: string }) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const { data, error, refetch, updateQuery } = useQuery(AgentsNowDocument, {
    variables: { applicationId },
    fetchPolicy: 'cache-and-network',
    context: { queryDeduplication: false },
  });
  const read = useMemo(() => readOneAtATime(() => refetch()), [refetch]);
  useLiveUpdates(AgentNowDocument, {
    variables: { applicationId },
    read,
    onData: ({ agentChanged: changed }) => {
      if (!data?.agents.some(({ name }) => name === changed.name)) return void read().catch(() => {});
      updateQuery((_, { complete, previousData }) =>
        complete
          ? { ...previousData, agents: previousData.agents.map((one) => (one.name === changed.name ? changed : one)) }
          : undefined,
      );
    },
  });
  const agents = (data?.agents ?? []).toSorted(
    (left, right) => ORDER.indexOf(left.state) - ORDER.indexOf(right.state) || (left.name < right.name ? -1 : 1),
  );
  const signedIn = agents.filter(({ state }) => state !== 'OFFLINE').length;
  const more = agents.length - SHOWN;
  return (
    <Paper withBorder p="md" className="dw-card" component="section" aria-labelledby="agents-now">
      <Group justify="space-between" mb="xs">
        <Title order={2} id="agents-now">
          {t('home.agents')}
        </Title>
        {data && (
          <Text size="sm" c="dimmed" className="dw-figures">
            {t('home.signedIn', { here: signedIn, all: agents.length })}
          </Text>
        )}
      </Group>
      <ProblemAlert error={error} onRetry={() => refetch()} />
      {!data && !error && <LoadingRows rows={2} />}
      <ul className="dw-agents-now">
        {agents.slice(0, SHOWN).map((agent) => (
          <AgentRow key={agent.name} agent={agent} />
        ))}
      </ul>
      {more > 0 && (
        <Anchor component={Link} to={inSlot('users')} size="sm">
          {t('home.moreAgents', { count: more })}
        </Anchor>
      )}
    </Paper>
  );
}

function AgentRow({ agent: { name, displayName, state, since } }: { agent: AgentNow }) {
  const { t } = useTranslation();
  return (
    <li className="dw-agent-now" data-state={state}>
      <span className="dw-dot" aria-hidden />
      <span className="dw-agent-now-name">{displayName ?? name}</span>
      <span className="dw-agent-now-state">
        {t(`home.agentState.${state}`)} {state !== 'OFFLINE' && <Elapsed since={since} />}
      </span>
    </li>
  );
}
