import { eq } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Db } from '../db/connect.js';
import { numbers } from '../numbers/numbers.table.js';
import { createReload } from '../realtime/reload.js';
import type { Realtime } from '../realtime/topics.js';
import { type AccountAllowance, loadAllowances } from './allowances.js';

/** What each account allows, in memory. Follows the topics `dialling` and `routing` (numbers come and go). */
export function createKnownAllowances(deps: {
  db: Db;
  realtime: Realtime;
  log: Pick<FastifyBaseLogger, 'warn'>;
  signal: AbortSignal;
}) {
  const { db, realtime, log, signal } = deps;
  let known: Awaited<ReturnType<typeof loadAllowances>> = { accountOf: new Map(), allowances: new Map() };

  async function read(): Promise<void> {
    known = await loadAllowances(db);
  }
  const problem = 'What may be dialled could not be read again; the last known is used.';
  const { start, reload } = createReload({ read, problem, log, signal });

  return {
    /** Reads everything and follows its changes from then on. @throws when the database cannot be read */
    start: (): Promise<void> => start(realtime, ['dialling', 'routing'], () => null),

    refresh: () => reload(null),

    /** What the account of an application allows; null for an application that was never read. */
    of(applicationId: string): { accountId: string; allowance: AccountAllowance } | null {
      const accountId = known.accountOf.get(applicationId);
      const allowance = accountId === undefined ? undefined : known.allowances.get(accountId);
      return accountId !== undefined && allowance ? { accountId, allowance } : null;
    },

    /** The countries of the account's own numbers, as they are now. */
    async ownCountries(accountId: string): Promise<string[]> {
      const own = eq(numbers.accountId, accountId);
      const rows = await db.selectDistinct({ country: numbers.country }).from(numbers).where(own);
      return rows.map(({ country }) => country);
    },
  };
}
