import { useMutation } from '@apollo/client/react';
import { graphql } from '../../generated/gql';
import { AgentsDocument, withAgent } from '../../users/agents';

const SetAwayDocument = graphql(`
  mutation SetAway($applicationId: ID!, $userName: String!, $away: Boolean!) {
    setAway(applicationId: $applicationId, userName: $userName, away: $away) {
      ...AgentFields
    }
  }
`);

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
