import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Region } from '../../../shared/regions.js';
import type { Conversation } from '../network/conversations.js';
import { createStore } from './store.js';

export interface Account {
  apiKey: string;
  apiSecret: string;
  signatureSecret: string;
  /** EUR. */
  balance: number;
  /** Tokens of our control API: one for all of it, one for handsets only. */
  controlToken: string;
  handsetToken: string;
}

/** A webhook of an application, as in the Applications API; times in milliseconds. */
export interface Webhook {
  address: string;
  http_method: 'GET' | 'POST';
  connect_timeout?: number;
  socket_timeout?: number;
}

export interface VoiceCapability {
  webhooks?: { answer_url?: Webhook; fallback_answer_url?: Webhook; event_url?: Webhook };
  signed_callbacks: boolean;
  /** Hours. */
  conversations_ttl: number;
  /** Days. */
  leg_persistence_time: number;
  region?: Region;
  payment_enabled?: boolean;
  payments?: Record<string, unknown>;
}

/** What an application can do, exactly as in the Applications API (Vonage: http-api §1). */
export interface Capabilities {
  voice?: VoiceCapability;
  rtc?: { webhooks?: { event_url?: Webhook }; signed_callbacks: boolean; leg_persistence_time?: number };
  messages?: Record<string, unknown>;
  vbc?: Record<string, never>;
}

export interface Application {
  id: string;
  name: string;
  /** PEM. The private key is returned once, on creation, and not stored. */
  publicKey: string;
  improveAi: boolean;
  capabilities: Capabilities;
  /** Credentials for push notifications to its mobile apps. */
  push?: Partial<Record<'ios' | 'android', { token: string; projectId?: string }>>;
}

export interface OwnedNumber {
  country: string;
  /** E.164 digits without `+`. */
  msisdn: string;
  type: string;
  features: string[];
  app_id?: string;
  moHttpUrl?: string;
  moSmppSysType?: string;
  voiceCallbackType?: string;
  voiceCallbackValue?: string;
  voiceStatusCallback?: string;
}

export interface User {
  /** `USR-…` */
  id: string;
  applicationId: string;
  region: Region;
  name: string;
  display_name?: string;
  image_url?: string;
  properties?: { custom_data?: Record<string, unknown>; ttl?: number };
  channels?: Record<string, unknown>;
}

/** A recording; its bytes are in the folder `files` under its id. */
export interface StoredFile {
  id: string;
  applicationId: string;
  mime: string;
  bytes: number;
  /** ISO 8601. */
  created: string;
}

export type Part = 'account' | 'applications' | 'numbers' | 'users' | 'conversations' | 'files';

const OPENING_BALANCE_EUR = 100;
/** Version of the file format; increased when older files can no longer be read. */
const FORMAT = 1;

/**
 * The state of the simulated cloud: one account and its objects. After changing a part, call `save(part)`; it is on
 * disk a moment later, or after `flush()`.
 * @param dir the simulator's own folder
 * @throws Error if the folder cannot be created or its content cannot be read
 */
export function createCloud({ dir, onError }: { dir: string; onError: (error: unknown) => void }) {
  const store = createStore({ dir, onError });
  const filesDir = join(dir, 'files');
  mkdirSync(filesDir, { recursive: true, mode: 0o700 });

  const known = store.read<Account & { format: number }>('account');
  if (known && known.format > FORMAT) {
    throw new Error(`${dir} was written by a newer version of Denwaban. Use that version, or another DATA_DIR.`);
  }
  const account: Account = {
    apiKey: randomBytes(4).toString('hex'),
    apiSecret: randomBytes(12).toString('base64url'),
    signatureSecret: randomBytes(24).toString('base64url'),
    balance: OPENING_BALANCE_EUR,
    controlToken: randomBytes(24).toString('base64url'),
    handsetToken: randomBytes(24).toString('base64url'),
    // A file from an earlier version has no tokens yet.
    ...known,
  };

  function restore<T>(part: Part, key: (one: T) => string): Map<string, T> {
    return new Map((store.read<T[]>(part) ?? []).map((one) => [key(one), one]));
  }
  const applications = restore<Application>('applications', (one) => one.id);
  const numbers = restore<OwnedNumber>('numbers', (one) => one.msisdn);
  /** A file from an earlier version knows no regions. */
  const region = ({ applicationId }: { applicationId: string }): Region =>
    applications.get(applicationId)?.capabilities.voice?.region ?? 'eu-west';
  const users = restore<User>('users', (one) => one.id);
  const conversations = restore<Conversation>('conversations', (one) => one.id);
  for (const one of [...users.values(), ...conversations.values()]) one.region ??= region(one);
  const files = restore<StoredFile>('files', (one) => one.id);

  const byName = new Map<string, User>();
  const nameKey = ({ applicationId, region, name }: Pick<User, 'applicationId' | 'region' | 'name'>) =>
    `${applicationId} ${region} ${name}`;
  for (const user of users.values()) byName.set(nameKey(user), user);

  const parts: Record<Part, () => unknown> = {
    account: () => ({ ...account, format: FORMAT }),
    applications: () => [...applications.values()],
    numbers: () => [...numbers.values()],
    users: () => [...users.values()],
    conversations: () => [...conversations.values()],
    files: () => [...files.values()],
  };
  const save = (part: Part) => store.write(part, parts[part]);
  if (!known?.controlToken) save('account');

  return {
    account,
    applications,
    /** By number. */
    numbers,
    /** Read-only: `putUser` and `removeUser` keep the index of names in step. */
    users: users as ReadonlyMap<string, User>,
    conversations,
    files,
    save,

    /** Charges the balance, which may become negative: spoken minutes are owed. @param eur a negative amount tops up */
    charge(eur: number): void {
      account.balance = Math.round((account.balance - eur) * 1e8) / 1e8;
      save('account');
    },

    user: (applicationId: string, region: Region, name: string): User | undefined =>
      byName.get(nameKey({ applicationId, region, name })),

    /** Adds or updates a user. @param former what the update has changed, as it was before */
    putUser(user: User, former: Partial<Pick<User, 'name' | 'region'>> = {}): void {
      byName.delete(nameKey({ ...user, ...former }));
      byName.set(nameKey(user), user);
      users.set(user.id, user);
      save('users');
    },

    removeUser(user: User): void {
      byName.delete(nameKey(user));
      users.delete(user.id);
      save('users');
    },

    /** @returns path of a file's bytes */
    filePath: (id: string) => join(filesDir, id),

    async removeFile(id: string): Promise<void> {
      if (files.delete(id)) save('files');
      await rm(join(filesDir, id), { force: true });
    },

    flush: store.flush,
  };
}

export type Cloud = ReturnType<typeof createCloud>;
