import { useMutation } from '@apollo/client/react';
import { ViewerDocument } from '../accounts/viewer-query';
import { ApplicationsDocument } from '../applications/current-application';
import { graphql } from '../generated/gql';
import { forget } from '../lib/forget';

export const NumbersDocument = graphql(`
  query Numbers($after: String) {
    numbers(first: 100, after: $after) {
      nodes {
        msisdn
        country
        type
        features
        monthlyPrice
        canVoice
        linkedElsewhere
        preset
        application {
          id
          name
        }
      }
      pageInfo {
        endCursor
        hasNextPage
      }
    }
  }
`);

export const AvailableNumbersDocument = graphql(`
  query AvailableNumbers(
    $country: String!
    $pattern: String
    $match: NumberMatch
    $type: NumberType
    $features: [MessageFeature!]
    $first: Int!
    $after: String
  ) {
    availableNumbers(
      country: $country
      pattern: $pattern
      match: $match
      type: $type
      features: $features
      first: $first
      after: $after
    ) {
      totalCount
      pageInfo {
        endCursor
        hasNextPage
      }
      nodes {
        msisdn
        country
        type
        features
        monthlyPrice
        setUpPrice
      }
    }
  }
`);

const RentNumberDocument = graphql(`
  mutation RentNumber($input: RentNumberInput!) {
    rentNumber(input: $input) {
      msisdn
    }
  }
`);

const AssignNumberDocument = graphql(`
  mutation AssignNumber($input: AssignNumberInput!) {
    assignNumber(input: $input) {
      msisdn
    }
  }
`);

const UnassignNumberDocument = graphql(`
  mutation UnassignNumber($msisdn: String!) {
    unassignNumber(msisdn: $msisdn) {
      msisdn
    }
  }
`);

const SetNumberPresetDocument = graphql(`
  mutation SetNumberPreset($msisdn: String!, $kind: PresetKind) {
    setNumberPreset(msisdn: $msisdn, kind: $kind) {
      msisdn
      preset
    }
  }
`);

const CancelNumberDocument = graphql(`
  mutation CancelNumber($msisdn: String!) {
    cancelNumber(msisdn: $msisdn) {
      msisdn
    }
  }
`);

const refresh = { refetchQueries: [NumbersDocument, ApplicationsDocument], awaitRefetchQueries: true };

/** Renting is charged immediately, so the balance is refetched too. */
export const useRentNumber = () =>
  useMutation(RentNumberDocument, { ...refresh, refetchQueries: [...refresh.refetchQueries, ViewerDocument] });
export const useAssignNumber = () => useMutation(AssignNumberDocument, refresh);
export const useUnassignNumber = () => useMutation(UnassignNumberDocument, refresh);
export const useSetNumberPreset = () => useMutation(SetNumberPresetDocument);
export const useCancelNumber = () =>
  useMutation(CancelNumberDocument, { update: (cache, { data }) => forget(cache, data?.cancelNumber) });
