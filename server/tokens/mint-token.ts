import { createPrivateKey, type KeyObject, randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';

/**
 * What a user of the Client SDK may do: the requests that the SDK was seen to make, by path and method, and nothing
 * that lists objects (docs/decisions/user-token-rights.md). `*` is one segment, `**` any rest, `{}` every method
 * (Vonage: jwt-acl §3).
 */
export const USER_ACL = {
  paths: {
    '/*/sessions/**': {},
    '/*/users/*': { methods: ['GET'] },
    '/*/conversations/*': { methods: ['GET'] },
    '/*/conversations/*/events': { methods: ['POST'] },
    '/*/conversations/*/legs': { methods: ['GET'] },
    '/*/conversations/*/members/*': { methods: ['GET', 'PUT', 'DELETE'] },
    '/*/conversations/*/rtc/**': { methods: ['POST'] },
    '/*/knocking/**': { methods: ['POST', 'DELETE'] },
    '/*/legs': { methods: ['POST'] },
    '/*/legs/*': { methods: ['GET'] },
    '/*/devices/**': {},
    '/*/push/**': {},
  },
};

export interface TokenClaims {
  /** Vonage's id of the application. */
  applicationId: string;
  /** Name of the user, not the id. */
  userName: string;
  /** Seconds since 1970. */
  issuedAt: number;
  expiresAt: number;
}

/** A Client SDK token (jwt-acl §2): RS256, signed by the application's private key. */
export function mintToken(key: KeyObject, { applicationId, userName, issuedAt, expiresAt }: TokenClaims): string {
  const claims = {
    application_id: applicationId,
    iat: issuedAt,
    jti: randomUUID(),
    exp: expiresAt,
    sub: userName,
    acl: USER_ACL,
  };
  return jwt.sign(claims, key, { algorithm: 'RS256' });
}

/**
 * Private keys, ready for signing: reading a PEM for every token would take three times as long as signing.
 * @param decrypt decrypts the sealed PEM
 */
export function createKeyCache(decrypt: (sealed: string, place: string) => string) {
  const keys = new Map<string, KeyObject>();
  return (sealed: string, place: string): KeyObject => {
    const key = keys.get(sealed) ?? createPrivateKey(decrypt(sealed, place));
    keys.set(sealed, key);
    return key;
  };
}
