import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import { type LiveState, setLive } from './live';

/** @returns a client for one slot: its requests carry the slot, and with it the slot's own session cookie. */
export function createApolloClient(slot: string): ApolloClient {
  const address = new URL('/graphql', window.location.href);
  const http = new HttpLink({ uri: address.pathname, headers: { 'x-denwaban-slot': slot } });

  const announce = (state: LiveState) => () => setLive(state);
  address.protocol = address.protocol.replace('http', 'ws');
  const socket = createClient({
    url: address.href,
    connectionParams: { slot },
    keepAlive: 10_000,
    // A laptop may sleep for a night; the socket comes back by itself whenever it wakes.
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    on: { connected: announce('live'), closed: announce('lost') },
  });

  return new ApolloClient({
    link: ApolloLink.split(
      ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
      new GraphQLWsLink(socket),
      http,
    ),
    cache: new InMemoryCache({
      typePolicies: {
        Number: { keyFields: ['msisdn'] },
        Leg: { keyFields: ['uuid'] },
        Preset: { keyFields: ['applicationId', 'kind'] },
      },
    }),
  });
}
