import { Secret, TOTP } from 'otpauth';

/** As every authenticator app makes them (RFC 6238): SHA-1, six digits, a new code every 30 seconds. */
const PERIOD = 30;
/** How many codes before and after the one of now count: clocks differ, and typing takes time. */
const WINDOW = 1;
/** Bytes, as RFC 4226 recommends. */
const SECRET_SIZE = 20;

const ISSUER = 'Denwaban';

/** A new secret, in base 32. */
export const newTotpSecret = (): string => new Secret({ size: SECRET_SIZE }).base32;

/** What the QR code says: `otpauth://totp/…`. @param label whose it is, as the app shows it */
export const totpAddress = (secret: string, label: string): string =>
  new TOTP({ issuer: ISSUER, label, period: PERIOD, secret }).toString();

/**
 * Which code it is.
 * @returns the thirty seconds, counted since 1970, that it belongs to; null when it is none of those that count now
 */
export function totpStep(secret: string, code: string, at: Date): number | null {
  const delta = new TOTP({ period: PERIOD, secret }).validate({ token: code, timestamp: at.getTime(), window: WINDOW });
  return delta === null ? null : Math.floor(at.getTime() / 1000 / PERIOD) + delta;
}
