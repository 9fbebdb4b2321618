import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { ErrorLink } from '@apollo/client/link/error';
import { OperationTypeNode } from 'graphql';
import { createConfirmLink } from './confirm-link';
import { createLiveLink } from './live/live-link';
import { openLiveSocket } from './live/live-socket';

/** @returns a client for one slot: its requests carry the slot, and so the slot's own session cookie */
export function createApolloClient(slot: string): ApolloClient {
  const address = new URL('/graphql', window.location.href);
  const http = new HttpLink({ uri: address.pathname, headers: { 'x-denwaban-slot': slot } });

  // The session may end elsewhere; pages for signed-in people then ask again who is signed in.
  const signedOut = () => void client.refetchQueries({ include: ['Viewer'] });
  const errors = new ErrorLink(({ error }) => {
    if (CombinedGraphQLErrors.is(error) && error.errors[0]?.extensions?.code === 'UNAUTHENTICATED') signedOut();
  });

  address.protocol = address.protocol.replace('http', 'ws');
  const socket = openLiveSocket({ url: address.href, slot, onSignedOut: signedOut });

  const client = new ApolloClient({
    link: ApolloLink.from([
      errors,
      createConfirmLink(),
      ApolloLink.split(
        ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
        createLiveLink(socket),
        http,
      ),
    ]),
    cache: new InMemoryCache({
      typePolicies: {
        Number: { keyFields: ['msisdn'] },
        Leg: { keyFields: ['uuid'] },
        Preset: { keyFields: ['applicationId', 'kind'] },
      },
    }),
  });
  return client;
}
