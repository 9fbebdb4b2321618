import { Anchor, Group, Paper, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AgentState } from '../generated/graphql';
import { useSlotPath } from '../lib/slot';
import { LoadingRows } from '../ui/lists/loading';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { Elapsed } from '../ui/values/elapsed';
import { type Agent, useAgents } from '../users/agents';
import './home.css';

/** Those who are busy first. */
const ORDER: AgentState[] = ['ON_A_CALL', 'RINGING', 'AVAILABLE', 'AWAY', 'OFFLINE'];
/** More would make the card longer than the chart beside it. */
const SHOWN = 7;

/** What the agents of an application are doing, as it changes. */
export function AgentsNow({ applicationId }: { applicationId: string }) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const { agents: known, error, refetch } = useAgents(applicationId);
  const agents = (known ?? []).toSorted(
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
        {known && (
          <Text size="sm" c="dimmed" className="dw-figures">
            {t('home.signedIn', { here: signedIn, all: agents.length })}
          </Text>
        )}
      </Group>
      <ProblemAlert error={error} onRetry={() => refetch()} />
      {!known && !error && <LoadingRows rows={2} />}
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

function AgentRow({ agent: { name, displayName, state, since } }: { agent: Agent }) {
  const { t } = useTranslation();
  return (
    <li className="dw-agent-now" data-state={state}>
      <span className="dw-dot" aria-hidden />
      <span className="dw-agent-now-name">{displayName || name}</span>
      <span className="dw-agent-now-state">
        {t(`home.agentState.${state}`)} {state !== 'OFFLINE' && <Elapsed since={since} />}
      </span>
    </li>
  );
}
