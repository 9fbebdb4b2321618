import type { AskOptions, GraphqlClient } from './graphql-client.js';

interface Credentials {
  apiKey: string;
  apiSecret: string;
}

export interface SeededApplication {
  id: string;
  name: string;
  vonageId: string;
  mobileApiKey: string;
  privateKey: string;
  answerUrl: string;
  eventUrl: string;
  fallbackUrl: string;
  dtmfUrl: string;
}

const SIGN_IN = /* GraphQL */ `
  mutation SignIn($input: VonageSignInInput!) {
    signInWithVonage(input: $input) { id account { id } }
  }
`;
const CREATE_APPLICATION = /* GraphQL */ `
  mutation CreateApplication($input: CreateApplicationInput!) {
    createApplication(input: $input) {
      id name vonageId mobileApiKey privateKey answerUrl eventUrl fallbackUrl dtmfUrl
    }
  }
`;
const OFFERED = /* GraphQL */ `
  query Offered($country: String!) {
    availableNumbers(country: $country, first: 1) { nodes { msisdn country monthlyPrice } }
  }
`;
const RENT = /* GraphQL */ `
  mutation Rent($input: RentNumberInput!) {
    rentNumber(input: $input) { msisdn country }
  }
`;
const CREATE_USER = /* GraphQL */ `
  mutation CreateUser($applicationId: ID!, $input: CreateUserInput!) {
    createUser(applicationId: $applicationId, input: $input) { id name }
  }
`;
const CREATE_MEMBER = /* GraphQL */ `
  mutation CreateMember($input: CreateMemberInput!) {
    createMember(input: $input) { member { id name } password }
  }
`;
const SIGN_IN_AS = /* GraphQL */ `
  mutation SignInAs($input: SignInInput!) {
    signIn(input: $input) { id }
  }
`;

/**
 * Seeds data through the public API; each step returns what it created and the next steps.
 * @param credentials the simulator's
 * @param setupCode required to connect a cloud account
 */
export function createSeed(
  { ask }: GraphqlClient,
  credentials: Credentials,
  setupCode: () => Promise<string | null> = async () => null,
) {
  /** Signs in with the simulator's key and secret, as the owner of that account, or of a cloud that is the simulator. */
  async function connectAccount(options: AskOptions = {}, kind: 'SIMULATOR' | 'CLOUD' = 'SIMULATOR') {
    const { apiKey, apiSecret } = credentials;
    const input = { kind, apiKey, apiSecret, setupCode: await setupCode() };
    type SignedIn = { signInWithVonage: { id: string; account: { id: string } } };
    const { signInWithVonage } = await ask<SignedIn>(SIGN_IN, { input }, options);
    return { memberId: signInWithVonage.id, accountId: signInWithVonage.account.id, createApplication };

    async function createApplication(name = 'Demo', region?: string) {
      type Created = { createApplication: SeededApplication };
      const { createApplication: made } = await ask<Created>(CREATE_APPLICATION, { input: { name, region } }, options);
      return { ...made, ...applicationLinks(made.id, options) };
    }
  }

  function applicationLinks(applicationId: string, options: AskOptions) {
    return {
      /** Rents the first number of a country and assigns it. */
      async rentNumber(country = 'GB') {
        type Offered = { availableNumbers: { nodes: { msisdn: string; country: string; monthlyPrice: string }[] } };
        const [offered] = (await ask<Offered>(OFFERED, { country }, options)).availableNumbers.nodes;
        type Rented = { rentNumber: { msisdn: string; country: string } };
        const { rentNumber } = await ask<Rented>(RENT, { input: { ...offered, applicationId } }, options);
        return rentNumber;
      },

      async addUser(name: string) {
        type Created = { createUser: { id: string; name: string } };
        const { createUser } = await ask<Created>(CREATE_USER, { applicationId, input: { name } }, options);
        return createUser;
      },

      /** Lets an agent sign in as a user, and signs in as this person in another slot. */
      async signInAgent(userName: string, slot: string, name = userName.toLowerCase()) {
        const input = { name, displayName: userName, role: 'AGENT', applicationId, userName };
        type Created = { createMember: { member: { id: string; name: string }; password: string } };
        const { createMember } = await ask<Created>(CREATE_MEMBER, { input }, options);
        await ask(SIGN_IN_AS, { input: { name, password: createMember.password } }, { slot });
        return { memberId: createMember.member.id, name, password: createMember.password };
      },

      /** Adds the agents Jane and Joe, who are signed in in the slots `jane` and `joe`. */
      async addJaneAndJoe(): Promise<void> {
        for (const name of ['Jane', 'Joe']) {
          await this.addUser(name);
          await this.signInAgent(name, name.toLowerCase());
        }
      },
    };
  }

  return { connectAccount };
}
