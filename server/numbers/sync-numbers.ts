import { isDeepStrictEqual } from 'node:util';
import { and, eq, inArray, lt, notInArray, type SQL, sql } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import type { Accounts } from '../accounts/accounts.service.js';
import type { Applications } from '../applications/applications.service.js';
import { applications } from '../applications/applications.table.js';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import { DenwabanError } from '../errors.js';
import type { Realtime } from '../realtime/topics.js';
import type { OwnedNumber } from '../vonage/account-api.js';
import type { Vonage } from '../vonage/client.js';
import { type NumberRow, numbers } from './numbers.table.js';

interface SyncDeps {
  db: Db;
  vonage: Vonage;
  accounts: Accounts;
  applications: Pick<Applications, 'numberGone'>;
  realtime: Realtime;
  clock: Clock;
  log: FastifyBaseLogger;
}

/** Milliseconds for which a list read from Vonage counts as fresh. */
const FRESH = 5000;

/**
 * Keeps our rows of rented numbers in step with Vonage: which exist, and which application each is linked to. What
 * depends on them (routing, countries that may be called) is notified immediately, wherever the change was made.
 */
export function createNumberSync(deps: SyncDeps) {
  const { db, vonage, accounts, realtime, clock, log } = deps;
  const readAt = new Map<string, number>();

  /** Our application's id for each of Vonage's. */
  async function ownApplications(accountId: string, vonageIds: string[]): Promise<Map<string, string>> {
    if (vonageIds.length === 0) return new Map();
    const rows = await db
      .select({ id: applications.id, vonageId: applications.vonageId })
      .from(applications)
      .where(and(eq(applications.accountId, accountId), inArray(applications.vonageId, vonageIds)));
    return new Map(rows.map((row) => [row.vonageId!, row.id]));
  }

  /** Stores numbers as read from Vonage; our own values (preset, price) are kept. */
  async function keep(accountId: string, owned: OwnedNumber[], monthlyPrice?: string): Promise<NumberRow[]> {
    const linked = owned.flatMap((number) => number.vonageApplicationId ?? []);
    const ours = await ownApplications(accountId, [...new Set(linked)]);
    const same = and(
      eq(numbers.accountId, accountId),
      inArray(
        numbers.msisdn,
        owned.map((number) => number.msisdn),
      ),
    );
    const known = owned.length === 0 ? [] : await db.select().from(numbers).where(same);
    const seenAt = clock.now();
    const moved = new Set<string>();
    const countriesMayChange = owned.some(({ msisdn, country }) => {
      return known.find((row) => row.msisdn === msisdn)?.country !== country;
    });

    const kept = owned.map(({ msisdn, country, type, features, vonageApplicationId }): NumberRow => {
      const before = known.find((row) => row.msisdn === msisdn);
      const applicationId = ours.get(vonageApplicationId ?? '') ?? null;
      const stays = before !== undefined && before.applicationId === applicationId;
      if (!stays) for (const id of [before?.applicationId, applicationId]) if (id) moved.add(id);
      return {
        accountId,
        msisdn,
        country,
        type,
        features,
        monthlyPrice: monthlyPrice ?? before?.monthlyPrice ?? null,
        applicationId,
        linkedElsewhere: applicationId ? null : vonageApplicationId,
        preset: before?.preset ?? null,
        assignedAt: stays ? before.assignedAt : applicationId ? seenAt : null,
        seenAt: before?.seenAt ?? seenAt,
      };
    });
    await write(
      kept.filter(
        (row) =>
          !isDeepStrictEqual(
            row,
            known.find(({ msisdn }) => msisdn === row.msisdn),
          ),
      ),
    );
    for (const row of known) {
      const now = kept.find(({ msisdn }) => msisdn === row.msisdn);
      if (row.applicationId && now?.applicationId !== row.applicationId) {
        await deps.applications.numberGone(row.applicationId, row.msisdn);
      }
    }
    for (const applicationId of moved) await realtime.publish('routing', { applicationId });
    if (countriesMayChange) await realtime.publish('dialling', { accountId });
    return kept;
  }

  /** In one statement, whatever the count; a preset chosen meanwhile stays. */
  async function write(rows: NumberRow[]): Promise<void> {
    if (rows.length === 0) return;
    const { country, type, features, monthlyPrice, applicationId, linkedElsewhere, assignedAt } = numbers;
    const columns = { country, type, features, monthlyPrice, applicationId, linkedElsewhere, assignedAt };
    const set = Object.fromEntries(
      Object.entries(columns).map(([key, column]) => [key, sql`excluded.${sql.identifier(column.name)}`]),
    );
    await db
      .insert(numbers)
      .values(rows)
      .onConflictDoUpdate({ target: [numbers.accountId, numbers.msisdn], set });
  }

  async function forget(accountId: string, gone: SQL | undefined): Promise<void> {
    const rows = await db
      .delete(numbers)
      .where(and(eq(numbers.accountId, accountId), gone))
      .returning();
    for (const { applicationId, msisdn } of rows) {
      if (!applicationId) continue;
      await deps.applications.numberGone(applicationId, msisdn);
      await realtime.publish('routing', { applicationId });
    }
    if (rows.length > 0) await realtime.publish('dialling', { accountId });
  }

  return {
    keep,

    /** A number no longer belongs to the account. */
    async gone(accountId: string, msisdn: string): Promise<void> {
      await forget(accountId, eq(numbers.msisdn, msisdn));
    },

    /**
     * Reads all rented numbers. While Vonage is unreachable, the last known are kept.
     * @param options `now`: always read, and throw on failure; `fresh`: milliseconds for which the last read counts
     */
    async all(accountId: string, { now = false, fresh = FRESH } = {}): Promise<void> {
      const startedAt = clock.now();
      if (!now && startedAt.getTime() - (readAt.get(accountId) ?? 0) < fresh) return;
      try {
        const owned = await vonage.account(await accounts.access(accountId)).ownedNumbers();
        await keep(accountId, owned);
        const seen = owned.map(({ msisdn }) => msisdn);
        await forget(accountId, and(notInArray(numbers.msisdn, seen), lt(numbers.seenAt, startedAt)));
        readAt.set(accountId, startedAt.getTime());
      } catch (error) {
        if (now || !(error instanceof DenwabanError)) throw error;
        log.warn({ err: error }, "Vonage's numbers could not be read; the last known are shown");
      }
    },
  };
}
