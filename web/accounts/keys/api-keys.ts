import { useMutation } from '@apollo/client/react';
import { graphql } from '../../generated/gql';
import type { ApiKeysQuery, Scope } from '../../generated/graphql';
import { forget } from '../../lib/forget';

export const ApiKeysDocument = graphql(`
  query ApiKeys {
    apiKeys {
      id
      name
      scopes
      createdAt
      createdBy
      expiresAt
      lastUsedAt
    }
  }
`);

const CreateApiKeyDocument = graphql(`
  mutation CreateApiKey($input: CreateApiKeyInput!) {
    createApiKey(input: $input) {
      key
      apiKey {
        id
        name
      }
    }
  }
`);

const RevokeApiKeyDocument = graphql(`
  mutation RevokeApiKey($id: ID!) {
    revokeApiKey(id: $id) {
      id
    }
  }
`);

export type ApiKey = ApiKeysQuery['apiKeys'][number];

const refresh = { refetchQueries: ['ApiKeys'], awaitRefetchQueries: true };

export const useCreateApiKey = () => useMutation(CreateApiKeyDocument, refresh);
export const useRevokeApiKey = () =>
  useMutation(RevokeApiKeyDocument, { update: (cache, { data }) => forget(cache, data?.revokeApiKey) });

/** What a key may do in an area. */
export type Right = 'NONE' | 'READ' | 'WRITE';

/** Areas and the permissions that exist in each; write includes read. */
export const AREAS = {
  APPLICATIONS: ['NONE', 'READ', 'WRITE'],
  MOBILE_KEYS: ['NONE', 'READ', 'WRITE'],
  NUMBERS: ['NONE', 'READ', 'WRITE'],
  USERS: ['NONE', 'READ', 'WRITE'],
  NEW_USERS: ['NONE', 'WRITE'],
  PRESETS: ['NONE', 'READ', 'WRITE'],
  CALLS: ['NONE', 'READ', 'WRITE'],
  TOKENS: ['NONE', 'WRITE'],
} as const;
export type Area = keyof typeof AREAS;
export type Rights = Record<Area, Right>;

export const areas = Object.keys(AREAS) as Area[];
export const NO_RIGHTS = Object.fromEntries(areas.map((area) => [area, 'NONE'])) as Rights;

/** The API's scopes, such as CALLS_READ. */
export const toScopes = (rights: Rights): Scope[] =>
  areas.flatMap((area) => (rights[area] === 'NONE' ? [] : [`${area}_${rights[area]}` as Scope]));

export function toRights(scopes: readonly Scope[]): Rights {
  const rightIn = (area: Area): Right =>
    (['WRITE', 'READ'] as const).find((right) => scopes.includes(`${area}_${right}` as Scope)) ?? 'NONE';
  return Object.fromEntries(areas.map((area) => [area, rightIn(area)])) as Rights;
}

/** Key of a permission's name: tokens and new users are created, everything else is changed. */
export const rightKey = (area: Area, right: Right) =>
  (area === 'TOKENS' || area === 'NEW_USERS') && right === 'WRITE' ? 'keys.makeTokens' : `keys.right.${right}`;
