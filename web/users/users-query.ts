import { graphql } from '../generated/gql';
import type { UsersQuery } from '../generated/graphql';

export const UsersDocument = graphql(`
  query Users($applicationId: ID!, $search: String, $first: Int! = 100, $after: String) {
    users(applicationId: $applicationId, search: $search, first: $first, after: $after) {
      nodes {
        id
        name
        displayName
      }
      pageInfo {
        endCursor
        hasNextPage
      }
      reading
    }
  }
`);

export type UserRow = UsersQuery['users']['nodes'][number];
