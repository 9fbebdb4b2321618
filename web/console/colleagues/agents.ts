import { useApolloClient, useMutation, useQuery } from '@apollo/client/react';
import { useMemo } from 'react';
import { graphql } from '../../generated/gql';
import type { DeskAgentFragment } from '../../generated/graphql';
import { useLiveUpdates } from '../../lib/live/live';

/** An agent of the application, and what they are doing. */
export const DeskAgent = graphql(`
  fragment DeskAgent on Agent {
    name
    displayName
    state
    since
    away
  }
`);
const AgentsDocument = graphql(`
  query Agents($applicationId: ID!) {
    agents(applicationId: $applicationId) {
      ...DeskAgent
    }
  }
`);
const AgentChangedDocument = graphql(`
  subscription AgentChanged($applicationId: ID!) {
    agentChanged(applicationId: $applicationId) {
      ...DeskAgent
    }
  }
`);

const SetAwayDocument = graphql(`
  mutation SetAway($applicationId: ID!, $userName: String!, $away: Boolean!) {
    setAway(applicationId: $applicationId, userName: $userName, away: $away) {
      ...DeskAgent
    }
  }
`);

export type Agent = DeskAgentFragment;

/** @returns who works in the application and what they are doing, as it changes, and what a user is called */
export function useAgents(applicationId: string) {
  const { cache } = useApolloClient();
  const variables = { applicationId };
  const { data, refetch } = useQuery(AgentsDocument, { variables });
  useLiveUpdates(AgentChangedDocument, {
    variables,
    read: () => refetch(),
    onData: ({ agentChanged }) =>
      cache.updateQuery({ query: AgentsDocument, variables }, (known) =>
        known ? { agents: withAgent(known.agents, agentChanged) } : known,
      ),
  });
  const agents = data?.agents;
  return useMemo(() => {
    const all = agents ?? [];
    /** What people call a user; a phone number or an unknown user is itself. */
    const nameOf = (user: string) => all.find(({ name }) => name === user)?.displayName || user;
    return { all, nameOf };
  }, [agents]);
}

export type Agents = ReturnType<typeof useAgents>;

/** @returns a function that says whether the agent is away; it rejects if the server refuses */
export function useSetAway(applicationId: string, userName: string): (away: boolean) => Promise<unknown> {
  const [run] = useMutation(SetAwayDocument);
  return (away) =>
    run({
      variables: { applicationId, userName, away },
      update: (cache, { data }) =>
        cache.updateQuery({ query: AgentsDocument, variables: { applicationId } }, (known) =>
          known && data ? { agents: withAgent(known.agents, data.setAway) } : known,
        ),
    });
}

/** @returns the list with this agent as they are now */
export function withAgent(agents: readonly Agent[], changed: Agent): Agent[] {
  const known = agents.some(({ name }) => name === changed.name);
  return known ? agents.map((one) => (one.name === changed.name ? changed : one)) : [...agents, changed];
}
