import { setImmediate as nextTurn } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../server/db/connect.js';
import { createTestDatabase } from '../helpers/database.js';
import { createDatabaseLine } from '../helpers/database-line.js';
import { waitFor } from '../helpers/wait-for.js';

/** Milliseconds in which a database that is back is used again. */
const BACK_MS = 2000;

describe('connections that are lost', () => {
  let database: Awaited<ReturnType<typeof createTestDatabase>>;
  let line: Awaited<ReturnType<typeof createDatabaseLine>>;
  let direct: Database;
  let pool: Database;

  beforeAll(async () => {
    database = await createTestDatabase();
    line = await createDatabaseLine(database.url);
    direct = connect(database.url, 1);
    pool = connect(line.url, 3);
    await direct.sql`create table notes (text text)`;
  });
  afterAll(async () => {
    await pool.close();
    await direct.close();
    await line.close();
    await database.drop();
  });

  const sleeping = async () => {
    const rows = await direct.sql`select 1 from pg_stat_activity
      where datname = current_database() and state = 'active' and query like '%pg_sleep%' and pid <> pg_backend_pid()`;
    return rows.length;
  };

  it('in the middle of a transaction give an error, end no program, and are replaced at once', async () => {
    for (let round = 1; round <= 5; round += 1) {
      const transactions = [1, 2, 3].map(() =>
        pool.db.transaction((tx) => tx.transaction((inner) => inner.execute(sql`select pg_sleep(60)`))),
      );
      const ends = Promise.allSettled(transactions);
      await waitFor(async () => (await sleeping()) === 3);
      await line.cut();
      expect((await ends).map((one) => one.status)).toEqual(['rejected', 'rejected', 'rejected']);
      await line.mend();
      await waitFor(() => pool.sql`select 1`, BACK_MS);
      await direct.sql`select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and query like '%pg_sleep%' and pid <> pg_backend_pid()`;
    }
  }, 60_000);

  it('while queries are being sent leave nothing behind that holds up the next connection', async () => {
    for (let round = 1; round <= 20; round += 1) {
      await waitFor(async () => (await Promise.all([1, 2, 3].map(() => pool.sql`select 1`))).length === 3, BACK_MS);
      const one = Promise.allSettled([1, 2, 3].map(() => pool.sql`select ${round}::int`));
      if (round % 2) await nextTurn();
      const cut = line.cut();
      const other = Promise.allSettled([1, 2, 3].map(() => pool.sql`select ${round}::int`));
      await Promise.all([one, cut, other]);
      await line.mend();
    }
    await waitFor(() => pool.sql`select 1`, BACK_MS);
  }, 60_000);

  it('are not taken by a transaction that goes on after it lost its own', async () => {
    const narrow = connect(line.url, 1);
    let goOn = () => {};
    const told = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    let later: Promise<unknown> = Promise.resolve();
    const lost = narrow.db.transaction(async (tx) => {
      await tx.execute(sql`select pg_sleep(60)`).catch(() => {});
      await told;
      later = tx.execute(sql`insert into notes values ('of the lost transaction')`).then(() => {});
      await later.catch(() => {});
    });
    const ended = expect(lost).rejects.toThrow();
    await waitFor(async () => (await sleeping()) === 1);
    await line.cut();
    await ended;
    await line.mend();
    await waitFor(() => narrow.sql`select 1`, BACK_MS);
    await narrow.db.transaction(async (tx) => {
      await tx.execute(sql`insert into notes values ('of the next')`);
      goOn();
      await waitFor(() =>
        later.then(
          () => 'done',
          () => 'refused',
        ),
      );
      await tx.execute(sql`insert into notes values ('of the next, too')`);
    });
    await expect(later).rejects.toThrow();
    expect(await direct.sql`select text from notes order by text`).toEqual([
      { text: 'of the next' },
      { text: 'of the next, too' },
    ]);
    await narrow.close();
  }, 30_000);
});
