import { ApolloClient, ApolloLink, HttpLink, InMemoryCache } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { ErrorLink } from '@apollo/client/link/error';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import { setLive } from './live';

/** How the server closes the socket of a session that has ended. */
const SIGNED_OUT = 4403;
/** What a socket says that nobody listens to any more. */
const DONE = 1000;

/** @returns a client for one slot: its requests carry the slot, and with it the slot's own session cookie. */
export function createApolloClient(slot: string): ApolloClient {
  const address = new URL('/graphql', window.location.href);
  const http = new HttpLink({ uri: address.pathname, headers: { 'x-denwaban-slot': slot } });

  // The session may end elsewhere: whoever shows a page for people who are signed in then asks anew who that is.
  const signedOut = () => void client.refetchQueries({ include: ['Viewer'] });
  const errors = new ErrorLink(({ error }) => {
    if (CombinedGraphQLErrors.is(error) && error.errors[0]?.extensions?.code === 'UNAUTHENTICATED') signedOut();
  });

  address.protocol = address.protocol.replace('http', 'ws');
  const socket = createClient({
    url: address.href,
    connectionParams: { slot },
    keepAlive: 10_000,
    // A laptop may sleep for a night; the socket comes back by itself whenever it wakes.
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    on: {
      connected: () => setLive('live'),
      closed: (event) => {
        const { code } = event as CloseEvent;
        setLive(code === DONE ? 'quiet' : 'lost');
        if (code === SIGNED_OUT) signedOut();
      },
    },
  });

  const client = new ApolloClient({
    link: errors.concat(
      ApolloLink.split(
        ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
        new GraphQLWsLink(socket),
        http,
      ),
    ),
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
