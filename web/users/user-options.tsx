import { useQuery } from '@apollo/client/react';
import { graphql } from '../generated/gql';

const UserOptionsDocument = graphql(`
  query UserOptions($applicationId: ID!, $search: String) {
    users(applicationId: $applicationId, search: $search, first: 20) {
      nodes {
        id
        name
        displayName
      }
    }
  }
`);

interface UserOptionsProps {
  /** Id for the field's `list`. */
  id: string;
  applicationId: string;
  search: string;
}

/** Suggestions for a field with a user's name. */
export function UserOptions({ id, applicationId, search }: UserOptionsProps) {
  const { data, previousData } = useQuery(UserOptionsDocument, {
    variables: { applicationId, search: search || null },
  });
  return (
    <datalist id={id}>
      {(data ?? previousData)?.users.nodes.map(({ id: key, name, displayName }) => (
        <option key={key} value={name} label={displayName ?? undefined} />
      ))}
    </datalist>
  );
}
