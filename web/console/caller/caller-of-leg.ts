import { useApolloClient, useMutation, useQuery } from '@apollo/client/react';
import { useEffect } from 'react';
import { graphql } from '../../generated/gql';
import type { CallerOfLegQuery } from '../../generated/graphql';
import type { CallFacts } from '../call/call-facts';

export const DeskContact = graphql(`
  fragment DeskContact on Contact {
    id
    number
    name
  }
`);
const CallerOfLegDocument = graphql(`
  query CallerOfLeg($legUuid: ID!) {
    callerOfLeg(legUuid: $legUuid) {
      number
      contact {
        ...DeskContact
      }
      called
      keys
      earlier {
        id
        startedAt
        direction
        userName
        durationSeconds
        outcome {
          ...DeskOutcome
        }
        notes
        readable
      }
    }
  }
`);
const NameContactDocument = graphql(`
  mutation NameContact($applicationId: ID!, $number: String!, $name: String!) {
    nameContact(applicationId: $applicationId, number: $number, name: $name) {
      ...DeskContact
    }
  }
`);

export type Caller = NonNullable<CallerOfLegQuery['callerOfLeg']>;

/**
 * Who is at the other end of an agent's leg, what they pressed, and their earlier calls with notes.
 * @param facts whenever they change, all of it is read again: keys are pressed and names are given while it rings
 */
export function useCaller(legUuid: string | null, facts: CallFacts | null) {
  // The server knows a leg a moment after it rings: its facts say when.
  const known = legUuid !== null && facts !== null;
  const { data, refetch } = useQuery(CallerOfLegDocument, {
    variables: { legUuid: legUuid ?? '' },
    skip: !known,
    fetchPolicy: 'cache-and-network',
  });
  const told = facts?.told;
  useEffect(() => {
    if (told) refetch().catch(() => {});
  }, [told, refetch]);
  return known ? (data?.callerOfLeg ?? null) : null;
}

/** @returns a function that names a number for everyone in the account; an empty name takes the name away */
export function useNameContact(applicationId: string) {
  const apollo = useApolloClient();
  const [run] = useMutation(NameContactDocument);
  return async (number: string, name: string): Promise<void> => {
    await run({ variables: { applicationId, number, name } });
    await apollo.refetchQueries({ include: ['CallerOfLeg', 'DayCalls'] });
  };
}
