import { useMutation } from '@apollo/client/react';
import { graphql } from '../generated/gql';
import type { DiallingRulesQuery } from '../generated/graphql';

export const DiallingRulesFields = graphql(`
  fragment DiallingRulesFields on DiallingRules {
    chosenCountries
    countries
    callsPerUserPerHour
    callsPerDay
    callsInLastDay
  }
`);

export const DiallingRulesDocument = graphql(`
  query DiallingRules {
    diallingRules {
      ...DiallingRulesFields
    }
  }
`);

export const DiallingRefusalsDocument = graphql(`
  query DiallingRefusals($after: String) {
    diallingRefusals(first: 25, after: $after) {
      nodes {
        id
        at
        applicationId
        userName
        way
        rule
        number
        country
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

const UpdateDiallingRulesDocument = graphql(`
  mutation UpdateDiallingRules($input: UpdateDiallingRulesInput!) {
    updateDiallingRules(input: $input) {
      ...DiallingRulesFields
    }
  }
`);

export type Rules = DiallingRulesQuery['diallingRules'];

export const useUpdateDiallingRules = () =>
  useMutation(UpdateDiallingRulesDocument, { refetchQueries: ['DiallingRules'], awaitRefetchQueries: true });
