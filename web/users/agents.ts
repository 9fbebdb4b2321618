import { useApolloClient, useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { graphql } from '../generated/gql';
import type { AgentFieldsFragment } from '../generated/graphql';
import { useLiveUpdates } from '../lib/live/live';
import { readOneAtATime } from '../lib/live/read-one-at-a-time';

/** A user of an application, and what they are doing. */
export const AgentFields = graphql(`
  fragment AgentFields on Agent {
    name
    displayName
    state
    since
    away
  }
`);
export const AgentsDocument = graphql(`
  query Agents($applicationId: ID!) {
    agents(applicationId: $applicationId) {
      ...AgentFields
    }
  }
`);
const AgentChangedDocument = graphql(`
  subscription AgentChanged($applicationId: ID!) {
    agentChanged(applicationId: $applicationId) {
      ...AgentFields
    }
  }
`);

export type Agent = AgentFieldsFragment;

/** Who works in an application and what they are doing, as it changes. */
export function useAgents(applicationId: string) {
  const { cache } = useApolloClient();
  const variables = { applicationId };
  const { data, error, refetch } = useQuery(AgentsDocument, {
    variables,
    fetchPolicy: 'cache-and-network',
    // A request that is under way may be older than what is read for.
    context: { queryDeduplication: false },
  });
  const read = useMemo(() => readOneAtATime(() => refetch()), [refetch]);
  useLiveUpdates(AgentChangedDocument, {
    variables,
    read,
    onData: ({ agentChanged }) =>
      cache.updateQuery({ query: AgentsDocument, variables }, (known) =>
        known ? { agents: withAgent(known.agents, agentChanged) } : known,
      ),
  });
  return { agents: data?.agents, error, refetch };
}

/** @returns the list with this agent as they are now */
export function withAgent(agents: readonly Agent[], changed: Agent): Agent[] {
  const known = agents.some(({ name }) => name === changed.name);
  return known ? agents.map((one) => (one.name === changed.name ? changed : one)) : [...agents, changed];
}
