import type { GraphqlClient } from './graphql-client.js';

interface Credentials {
  apiKey: string;
  apiSecret: string;
}

/**
 * The seed chain, through the public API: each link gives what it made and the next links.
 * @param credentials the simulator's
 */
export function createSeed(client: GraphqlClient, credentials: Credentials) {
  return {
    /** Signs in with the simulator's account, as its owner. */
    async connectAccount(slot = 'a') {
      const { signInWithVonage } = await client.ask<{ signInWithVonage: { id: string } }>(
        /* GraphQL */ `
          mutation SignIn($input: VonageSignInInput!) {
            signInWithVonage(input: $input) { id }
          }
        `,
        { input: { kind: 'SIMULATOR', apiKey: credentials.apiKey, apiSecret: credentials.apiSecret } },
        { slot },
      );
      return { memberId: signInWithVonage.id };
    },
  };
}
