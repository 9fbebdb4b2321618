import { and, asc, eq, gt, isNotNull, type SQL, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { accountSecret, accounts } from '../accounts/accounts.table.js';
import { factorSecret, secondFactors } from '../accounts/sign-in/second-factor.table.js';
import { ConfigError } from '../config.js';
import type { Db } from '../db/connect.js';
import type { Secrets } from '../secrets.js';
import { applicationSecret, applications } from './applications.table.js';

interface Sealed {
  table: PgTable & { id: PgColumn };
  column: PgColumn;
  /** Property of a row. */
  name: string;
  place: (row: { id: string; kind: 'simulator' | 'cloud'; apiKey: string; memberId: string }) => string;
}

type Place = Parameters<typeof applicationSecret>[0];
/** Column → the place that its text is bound to. */
const OF_APPLICATIONS = {
  privateKey: 'privateKey',
  mobileApiKey: 'mobileApiKey',
  previousMobileKey: 'mobileApiKey',
  webhookId: 'webhookId',
  previousWebhookId: 'webhookId',
} as const;

/** All encrypted columns. A column missing here is not re-encrypted on rotation. */
const SEALED: Sealed[] = [
  ...(['apiSecret', 'signatureSecret'] as const).map((name) => ({
    table: accounts,
    column: accounts[name],
    name,
    place: (row: Parameters<Sealed['place']>[0]) => accountSecret(name, row),
  })),
  ...(Object.entries(OF_APPLICATIONS) as [keyof typeof OF_APPLICATIONS, Place][]).map(([name, place]) => ({
    table: applications,
    column: applications[name],
    name,
    place: ({ id }: { id: string }) => applicationSecret(place, id),
  })),
  {
    table: secondFactors,
    column: secondFactors.secret,
    name: 'secret',
    place: ({ memberId }) => factorSecret(memberId),
  },
];

const BATCH = 100;
const keyIdOf = (column: PgColumn): SQL<string> => sql<string>`split_part(${column}, '.', 2)`;

/**
 * Checks whether our secrets can decrypt the database.
 * @throws ConfigError if not, so that a server with a wrong APP_SECRET does not start
 */
export async function checkSecrets({ db, secrets }: { db: Db; secrets: Secrets }): Promise<void> {
  let unreadable = 0;
  for (const { table, column } of SEALED) {
    const keyId = keyIdOf(column);
    const count = sql<number>`count(*)::int`;
    const rows = await db.select({ keyId, count }).from(table).where(isNotNull(column)).groupBy(keyId);
    for (const row of rows) if (!secrets.keyIds.includes(row.keyId)) unreadable += row.count;
  }
  if (unreadable === 0) return;
  throw new ConfigError(
    `APP_SECRET is not the one that sealed the data: ${unreadable} secrets in the database cannot be opened. Set APP_SECRET to the one that was used before, or to a list, newest first, that contains it (without APP_SECRET it is kept in DATA_DIR/app-secret).`,
  );
}

/**
 * Re-encrypts everything that the newest secret has not encrypted. Servers may keep running if they know the newest
 * secret: a text that one of them changes in between is left alone, since it is up to date.
 * @returns how many were re-encrypted, and how many were up to date
 */
export async function rotateSecrets({ db, secrets }: { db: Db; secrets: Secrets }) {
  const done = { sealed: 0, fresh: 0 };
  for (const { table, column, name, place } of SEALED) {
    for (let after: string | null = null; ; ) {
      const rows = (await db
        .select()
        .from(table)
        .where(and(isNotNull(column), after === null ? undefined : gt(table.id, after)))
        .orderBy(asc(table.id))
        .limit(BATCH)) as (Record<string, string> & Parameters<Sealed['place']>[0])[];
      for (const row of rows) {
        const old = row[name]!;
        if (secrets.isFresh(old)) {
          done.fresh += 1;
          continue;
        }
        const sealed = secrets.encrypt(secrets.decrypt(old, place(row)), place(row));
        await db
          .update(table)
          .set({ [name]: sealed })
          .where(and(eq(table.id, row.id), eq(column, old)));
        done.sealed += 1;
      }
      if (rows.length < BATCH) break;
      after = rows.at(-1)!.id;
    }
  }
  return done;
}
