import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomSecret } from './ids.js';

/** What encrypts the secrets that rest in the database. */
export interface Secrets {
  encrypt(text: string): string;
  /** @throws Error when the text was encrypted by a secret that is not among ours, or was changed */
  decrypt(sealed: string): string;
  /** 256 bits that only who has the newest secret can know, the same on every server. */
  derive(purpose: string): Buffer;
}

/**
 * AES-256-GCM. A sealed text says which secret made it, so that secrets can be rotated: `1.<key id>.<iv>.<tag>.<text>`.
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
    encrypt(text) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', newest.key, iv);
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return ['1', newest.id, ...[iv, cipher.getAuthTag(), sealed].map((part) => part.toString('base64url'))].join('.');
    },
    decrypt(text) {
      const [version, keyId, iv, tag, sealed] = text.split('.');
      const key = keys.find((one) => one.id === keyId)?.key;
      if (version !== '1' || !key || !iv || !tag || sealed === undefined) {
        throw new Error(
          'A stored secret cannot be read: APP_SECRET is not the one (or among those) that encrypted it.',
        );
      }
      const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'));
      decipher.setAuthTag(Buffer.from(tag, 'base64url'));
      return Buffer.concat([decipher.update(Buffer.from(sealed, 'base64url')), decipher.final()]).toString('utf8');
    },
    derive: (purpose) => createHmac('sha256', newest.key).update(purpose).digest(),
  };
}

/** The application secret of a single embedded server: made once, kept in DATA_DIR for its owner's eyes only. */
export function keptAppSecret(dataDir: string): string {
  const file = join(dataDir, 'app-secret');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  const secret = randomSecret();
  mkdirSync(dataDir, { recursive: true });
  writeFileSync(file, `${secret}\n`, { mode: 0o600, flag: 'wx' });
  return secret;
}

/** Hexadecimal SHA-256. */
export function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Compares in a time that tells nothing of where they differ. */
export function sameSecret(left: string, right: string): boolean {
  return timingSafeEqual(Buffer.from(sha256(left)), Buffer.from(sha256(right)));
}
