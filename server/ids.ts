import { randomBytes } from 'node:crypto';

/**
 * A UUID version 7: sorts by the time of its making.
 * @param at the instant that goes into it
 */
export function uuidv7(at: Date): string {
  const bytes = randomBytes(16);
  bytes.writeUIntBE(at.getTime(), 0, 6);
  bytes[6] = (bytes[6]! & 0x0f) | 0x70;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** An unguessable id that is safe in a URL: 128 random bits, 22 characters. */
export function randomId(): string {
  return randomBytes(16).toString('base64url');
}

/** An unguessable secret that is safe in a URL or a header: 256 random bits, 43 characters. */
export function randomSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether a text can be compared with an id; PostgreSQL accepts no other format. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}
