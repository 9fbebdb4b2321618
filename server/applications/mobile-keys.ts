import { eq, isNotNull } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import { randomSecret } from '../ids.js';
import { type Secrets, sameSecret } from '../secrets.js';
import { type ApplicationRow, applicationSecret, applications } from './applications.table.js';
import type { Application } from './read-applications.js';

/** How long the old key stays valid beside a new one, in milliseconds. */
export const KEY_OVERLAPS = { none: 0, hour: 3_600_000, day: 86_400_000, week: 604_800_000 };
export type KeyOverlap = keyof typeof KEY_OVERLAPS;

/** The old key while it is valid. */
export interface PreviousMobileKey {
  until: Date;
  /** To the minute; null = not used since it was replaced. */
  lastUsedAt: Date | null;
  /** User that this client requested a token for. */
  lastUsedBy: string | null;
}

type MobileKeyColumns = Pick<
  ApplicationRow,
  | 'mobileApiKey'
  | 'previousMobileKey'
  | 'previousMobileKeyUntil'
  | 'previousMobileKeyUsedAt'
  | 'previousMobileKeyUsedBy'
>;

interface MobileKeysDeps {
  db: Db;
  secrets: Secrets;
  clock: Clock;
  log: Pick<FastifyBaseLogger, 'warn'>;
}

const USE_EVERY = 60_000;

/**
 * Keys with which mobile and web clients select an application at POST /api/jwt; an old key may overlap with its
 * successor.
 */
export function createMobileKeys({ db, secrets, clock, log }: MobileKeysDeps) {
  const works = ({ previousMobileKeyUntil: until }: MobileKeyColumns) => until !== null && until > clock.now();

  /** Not awaited; one write per minute is enough. */
  function oldKeyUsed({ id, previousMobileKeyUsedAt: before }: Application, userName: string): void {
    const now = clock.now();
    if (before && now.getTime() - before.getTime() < USE_EVERY) return;
    db.update(applications)
      .set({ previousMobileKeyUsedAt: now, previousMobileKeyUsedBy: userName.slice(0, 200) })
      .where(eq(applications.id, id))
      .catch((error) => log.warn({ err: error }, 'The use of an old mobile API key could not be noted'));
  }

  return {
    /** Changes in the row for a new key. Earlier keys become invalid, whatever their overlap was. */
    rotated({ id, mobileApiKey }: MobileKeyColumns & { id: string }, overlap: KeyOverlap): MobileKeyColumns {
      const overlaps = KEY_OVERLAPS[overlap];
      return {
        mobileApiKey: secrets.encrypt(randomSecret(), applicationSecret('mobileApiKey', id)),
        previousMobileKey: overlaps > 0 ? mobileApiKey : null,
        previousMobileKeyUntil: overlaps > 0 ? new Date(clock.now().getTime() + overlaps) : null,
        previousMobileKeyUsedAt: null,
        previousMobileKeyUsedBy: null,
      };
    },

    /** The old key while it is valid. */
    previous(row: MobileKeyColumns): PreviousMobileKey | null {
      if (!works(row)) return null;
      const { previousMobileKeyUntil, previousMobileKeyUsedAt: lastUsedAt, previousMobileKeyUsedBy: lastUsedBy } = row;
      return { until: previousMobileKeyUntil!, lastUsedAt, lastUsedBy };
    },

    /**
     * The application of a key. Compares with every key, so that timing reveals nothing.
     * @param userName user that the client requests a token for
     * @returns null if no application has it, 'none' if there are no applications
     */
    async find(key: string, userName: string): Promise<Application | 'none' | null> {
      const rows = (await db.select().from(applications).where(isNotNull(applications.vonageId))) as Application[];
      if (rows.length === 0) return 'none';
      const same = (sealed: string | null, { id }: Application) =>
        sealed !== null && sameSecret(secrets.decrypt(sealed, applicationSecret('mobileApiKey', id)), key);
      const current = rows.filter((row) => same(row.mobileApiKey, row));
      const old = rows.filter(works).filter((row) => same(row.previousMobileKey, row));
      if (!current[0] && old[0]) oldKeyUsed(old[0], userName);
      return current[0] ?? old[0] ?? null;
    },
  };
}

export type MobileKeys = ReturnType<typeof createMobileKeys>;
