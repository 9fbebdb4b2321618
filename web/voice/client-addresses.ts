import { graphql } from '../generated/gql';

/** The Client SDK's settings for the region of an application. */
export const ClientAddressesFields = graphql(`
  fragment ClientAddressesFields on ClientAddresses {
    apiUrl
    websocketUrl
    websocketPath
  }
`);

export const ClientAddressesChangedDocument = graphql(`
  subscription ClientAddressesChanged($applicationId: ID!) {
    clientAddressesChanged(applicationId: $applicationId) {
      ...ClientAddressesFields
    }
  }
`);
