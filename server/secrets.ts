import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomSecret } from './ids.js';

/** What encrypts the secrets that rest in the database. */
export interface Secrets {
  /** @param place where the sealed text will rest, such as a column and the id of its row: it opens nowhere else */
  encrypt(text: string, place: string): string;
  /** @throws Error when the text was encrypted by a secret that is not among ours, was changed, or rests elsewhere */
  decrypt(sealed: string, place: string): string;
  /** Whether the newest secret sealed it, as texts are sealed now. */
  isFresh(sealed: string): boolean;
  /** Ids of our secrets, as in encrypted texts. */
  keyIds: readonly string[];
  /** 256 bits that only who has the newest secret can know, the same on every server. */
  derive(purpose: string): Buffer;
}

/**
 * AES-256-GCM. A sealed text says which secret made it, so that secrets can be rotated: `2.<key id>.<iv>.<tag>.<text>`. The
 * place is authenticated with it, so that one who can write to the database cannot exchange the secrets of two rows;
 * version 1 knew no place.
 * @param appSecrets the newest first; the others only decrypt
 */
export function createSecrets(appSecrets: string[]): Secrets {
  const keys = appSecrets.map((secret) => {
    const key = Buffer.from(hkdfSync('sha256', secret, '', 'denwaban secrets at rest', 32));
    return { id: sha256(key).slice(0, 8), key };
  });
  const newest = keys[0];
  if (!newest) throw new Error('createSecrets needs at least one secret.');

  return {
    encrypt(text, place) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', newest.key, iv);
      cipher.setAAD(Buffer.from(place));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return ['2', newest.id, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
    },
    decrypt(text, place) {
      const [version, keyId, iv, tag, sealed] = text.split('.');
      const key = keys.find((one) => one.id === keyId)?.key;
      if ((version !== '1' && version !== '2') || !key || !iv || !tag || sealed === undefined) {
        throw new Error(
          'A stored secret cannot be read: APP_SECRET is not the one (or among those) that encrypted it.',
        );
      }
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'));
      if (version === '2') decipher.setAAD(Buffer.from(place));
      decipher.setAuthTag(Buffer.from(tag, 'base64url'));
      return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64url')), decipher.final()]).toString('utf8');
    },
    isFresh: (sealed) => sealed.startsWith(`2.${newest.id}.`),
    keyIds: keys.map(({ id }) => id),
    derive: (purpose) => createHmac('sha256', newest.key).update(purpose).digest(),
  };
}

const fileIn = (dataDir: string) => join(dataDir, 'app-secret');

/**
 * The application secrets of a single embedded server, the newest first: made once, kept in DATA_DIR for its owner's eyes
 * only, a line each.
 */
export function keptAppSecrets(dataDir: string): string[] {
  try {
    return readFileSync(fileIn(dataDir), 'utf8').split('\n').filter(Boolean);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secret = randomSecret();
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(fileIn(dataDir), `${secret}\n`, { mode: 0o600, flag: 'wx' });
  return [secret];
}

/** Replaces the kept secrets as a whole, so that a crash leaves either the old file or the new one. */
export function keepAppSecrets(dataDir: string, appSecrets: string[]): void {
  const draft = `${fileIn(dataDir)}.new`;
  writeFileSync(draft, `${appSecrets.join('\n')}\n`, { mode: 0o600 });
  renameSync(draft, fileIn(dataDir));
}

/** Hexadecimal SHA-256. */
export function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Compares in constant time. */
export function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(left)), Buffer.from(sha256(right)));
}
