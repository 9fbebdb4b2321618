import { useMutation, useQuery } from '@apollo/client/react';
import { graphql } from '../../generated/gql';

const SecondFactorDocument = graphql(`
  query SecondFactor {
    secondFactor {
      since
      recoveryCodesLeft
    }
  }
`);

const BeginSecondFactorDocument = graphql(`
  mutation BeginSecondFactor($current: String!) {
    beginSecondFactor(current: $current) {
      secret
      address
    }
  }
`);

const EnableSecondFactorDocument = graphql(`
  mutation EnableSecondFactor($code: String!) {
    enableSecondFactor(code: $code)
  }
`);

const DisableSecondFactorDocument = graphql(`
  mutation DisableSecondFactor {
    disableSecondFactor {
      id
      hasSecondFactor
    }
  }
`);

const RenewRecoveryCodesDocument = graphql(`
  mutation RenewRecoveryCodes {
    renewRecoveryCodes
  }
`);

const RemoveSecondFactorDocument = graphql(`
  mutation RemoveSecondFactor($memberId: ID!) {
    removeSecondFactor(memberId: $memberId) {
      id
      hasSecondFactor
    }
  }
`);

/** Open pages that show it are refetched. */
const refresh = { refetchQueries: 'active' } as const;

export const useSecondFactor = () => useQuery(SecondFactorDocument, { fetchPolicy: 'cache-and-network' });
export const useBeginSecondFactor = () => useMutation(BeginSecondFactorDocument);
export const useEnableSecondFactor = () => useMutation(EnableSecondFactorDocument, refresh);
export const useDisableSecondFactor = () => useMutation(DisableSecondFactorDocument, refresh);
export const useRenewRecoveryCodes = () => useMutation(RenewRecoveryCodesDocument, refresh);
export const useRemoveSecondFactor = () => useMutation(RemoveSecondFactorDocument);
