import { Secret, TOTP } from 'otpauth';

/** Parameters of all authenticator apps (RFC 6238): SHA-1, six digits, a new code every 30 seconds. */
const PERIOD = 30;
/** Number of codes before and after the current one that are valid: clocks differ, and typing takes time. */
const WINDOW = 1;
/** Bytes, as RFC 4226 recommends. */
const SECRET_SIZE = 20;

const ISSUER = 'Denwaban';

/** A new secret, in base 32. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_SIZE }).base32;

/** Content of the QR code: `otpauth://totp/…`. @param label name shown in the app */
export const totpAddress = (secret: string, label: string): string =>
  new TOTP({ issuer: ISSUER, label, period: PERIOD, secret }).toString();

/**
 * Finds the step of a code.
 * @returns its 30-second step, counted since 1970; null if it is not currently valid
 */
export function totpStep(secret: string, code: string, at: Date): number | null {
  const delta = new TOTP({ period: PERIOD, secret }).validate({ token: code, timestamp: at.getTime(), window: WINDOW });
  return delta === null ? null : Math.floor(at.getTime() / 1000 / PERIOD) + delta;
}
