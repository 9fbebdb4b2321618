import { createHash, createSecretKey, type KeyObject } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { SignatureRefusal } from '../accounts/accounts.table.js';
import { fail } from '../errors.js';
import { sameSecret } from '../secrets.js';

/**
 * Milliseconds: Vonage's signatures have no expiry, so signed webhooks older (or further in the future) than this are
 * refused (Vonage: webhooks §4).
 */
export const SIGNATURE_AGE_MS = 5 * 60_000;

/** Claims of a signed webhook. */
export interface SignatureClaims {
  jti: string;
  /** Vonage's id of the application; not every webhook has it. */
  applicationId: string | null;
}

/**
 * The key that verifies an account's webhooks; created once, because verifying with a text takes fifty times as long.
 */
export function signatureKey(signatureSecret: string): KeyObject {
  return createSecretKey(Buffer.from(signatureSecret));
}

/** The token of an `Authorization: Bearer …` header, or null. */
export function bearerToken(header: string | undefined): string | null {
  return /^Bearer\s+(\S+)$/i.exec(header ?? '')?.[1] ?? null;
}

/** Vonage's id of the application, from an unverified token: only for finding the key that verifies it. */
export function unverifiedApplicationId(token: string): string | null {
  const claims = jwt.decode(token);
  const id = typeof claims === 'object' ? claims?.application_id : null;
  return typeof id === 'string' ? id : null;
}

/**
 * Verifies a webhook's signature: only HS256; its issuer, account, application, age, and the hash of its payload
 * (Vonage: webhooks §4).
 * @param expected what they must be; `payload` is the raw body, or for a GET the query's parameters as JSON
 * @throws UNAUTHENTICATED with the reason, also as the parameter `why`
 */
export function verifySignature(
  token: string,
  key: KeyObject,
  expected: { apiKey: string; applicationId: string | null; payload: Buffer | string; now: Date },
): SignatureClaims {
  let claims: jwt.JwtPayload;
  try {
    const clockTimestamp = Math.floor(expected.now.getTime() / 1000);
    claims = jwt.verify(token, key, { algorithms: ['HS256'], issuer: 'Vonage', clockTimestamp }) as jwt.JwtPayload;
  } catch (error) {
    throw refused('The signature of this webhook is wrong.', whyNot(error), error);
  }
  const { iat, jti, api_key, application_id, payload_hash } = claims;
  if (api_key !== expected.apiKey) throw refused('This webhook was signed for another account.');
  if (application_id !== undefined && application_id !== expected.applicationId) {
    throw refused('This webhook was signed for another application.');
  }
  if (typeof iat !== 'number' || Math.abs(expected.now.getTime() - iat * 1000) > SIGNATURE_AGE_MS) {
    throw refused('The signature of this webhook is too old.', 'clock');
  }
  const hash = createHash('sha256').update(expected.payload).digest('hex');
  if (typeof payload_hash !== 'string' || !sameSecret(payload_hash.toLowerCase(), hash)) {
    throw refused('The signature of this webhook belongs to another body.');
  }
  if (typeof jti !== 'string' || jti.length > 200) throw refused('The signature of this webhook has no id.');
  return { jti, applicationId: typeof application_id === 'string' ? application_id : null };
}

function whyNot(error: unknown): SignatureRefusal {
  if (error instanceof jwt.TokenExpiredError || error instanceof jwt.NotBeforeError) return 'clock';
  return error instanceof Error && error.message === 'invalid signature' ? 'secret' : 'other';
}

function refused(message: string, why: SignatureRefusal = 'other', cause?: unknown) {
  return fail('UNAUTHENTICATED', message, { rule: 'signature', params: { why } }, { cause });
}
