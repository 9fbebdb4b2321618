import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../server/db/connect.js';
import type { Kind } from '../../server/jobs/job.js';
import { createJobs, type Jobs } from '../../server/jobs/jobs.service.js';
import { createTestDatabase } from '../helpers/database.js';
import { createDatabaseLine } from '../helpers/database-line.js';
import { createDrivenClock } from '../helpers/driven-clock.js';
import { waitFor } from '../helpers/wait-for.js';

const KIND = { kind: 'a', deadlineMs: 5000 };

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let line: Awaited<ReturnType<typeof createDatabaseLine>>;
let clock: ReturnType<typeof createDrivenClock>;
const servers: { connection: Database; jobs: Jobs }[] = [];
const warnings: { kind?: string; err?: Error }[] = [];
const log = { info() {}, warn: (about: object) => void warnings.push(about) };

beforeAll(async () => {
  database = await createTestDatabase();
  line = await createDatabaseLine(database.url);
  const { db, close } = connect(database.url, 1);
  await db.execute(sql`create table effects (key text not null)`);
  await close();
});
afterAll(async () => {
  await line.close();
  await database.drop();
});
beforeEach(() => {
  clock = createDrivenClock();
  warnings.length = 0;
});
afterEach(async () => {
  const [first] = servers;
  await first?.connection.db.execute(sql`delete from jobs`);
  await first?.connection.db.execute(sql`delete from effects`);
  for (const { jobs, connection } of servers.splice(0)) {
    await jobs.close();
    await connection.close();
  }
});

/** One more server with these kinds. */
async function server(kinds: Kind<never>[], { started = true, connections = 2 } = {}) {
  const connection = connect(line.url, connections);
  const jobs = createJobs({ db: connection.db, clock, log });
  for (const kind of kinds) jobs.define(kind);
  servers.push({ connection, jobs });
  if (started) await jobs.start();
  return { ...connection, jobs };
}
const soon = (ms: number) => new Date(clock.now().getTime() + ms);

describe('a job', () => {
  it('runs when it is due, not before, with its payload, and is gone afterwards', async () => {
    const ran: unknown[] = [];
    const { db, jobs } = await server([
      {
        ...KIND,
        run: async ({ key, payload, applicationId, attempts }) => {
          ran.push({ key, payload, applicationId, attempts });
        },
      },
    ]);
    await jobs.add(db, { kind: 'a', key: '1', due: soon(60_000), payload: { to: ['x'] }, applicationId: 'app' });
    await jobs.runDue();
    expect(ran).toEqual([]);
    clock.advance(60_000);
    await jobs.runDue();
    expect(ran).toEqual([{ key: '1', payload: { to: ['x'] }, applicationId: 'app', attempts: 1 }]);
    expect(await jobs.find(db, 'a', '1')).toBeNull();
  });

  it('is taken over soon from a server that has died, and from none that still runs it', async () => {
    const lockMs = 800;
    let ran = 0;
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    const run = async () => {
      ran += 1;
      await ended;
    };
    const { db, jobs } = await server([{ ...KIND, lockMs, run }]);
    await jobs.add(db, { kind: 'a', key: '1', due: soon(0) });
    await waitFor(() => ran === 1);
    const others: unknown[] = [];
    await server([{ ...KIND, lockMs, run: async ({ attempts }) => void others.push(attempts) }]);
    // The lock that it began with has ended, and it has a later one.
    const locked = sql`select 1 from jobs where key = '1' and locked_until > now()`;
    const begun = performance.now();
    await waitFor(async () => performance.now() - begun > 2 * lockMs && (await db.execute(locked)).length === 1);
    expect(others).toEqual([]);
    // What a dead server leaves behind: a lock that nobody renews.
    await db.execute(
      sql`update jobs set locked_by = 'dead', locked_until = now() + ${lockMs} * interval '1 millisecond'`,
    );
    await waitFor(() => others.length === 1 || ran === 2);
    end();
  });

  it('of a dead server waits a few seconds for another one, however long its run may take', async () => {
    let end = () => {};
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    let ran = 0;
    const run = async () => {
      ran += 1;
      await ended;
    };
    const { db, jobs } = await server([{ kind: 'a', deadlineMs: 60_000, run }]);
    await jobs.add(db, { kind: 'a', key: '1', due: soon(0) });
    await waitFor(() => ran === 1);
    const [lock] = await db.execute<{ s: number }>(
      sql`select extract(epoch from locked_until - now())::float8 as s from jobs where key = '1'`,
    );
    expect(lock!.s).toBeLessThanOrEqual(4);
    end();
  });

  it('is started at its due instant, not at the next look, by a server that did not add it', async () => {
    const lates: number[] = [];
    const run = async ({ due }: { due: Date }) => void lates.push(clock.now().getTime() - due.getTime());
    const { db, jobs } = await server([]);
    await server([{ ...KIND, atOnce: 5, run }]);
    for (let n = 0; n < 40; n += 1) {
      await jobs.add(db, { kind: 'a', key: String(n), due: soon(300) });
      await sleep(20);
    }
    await waitFor(() => lates.length === 40);
    lates.sort((left, right) => left - right);
    expect(lates[0]).toBeGreaterThanOrEqual(0);
    // How late the last ones may be is measured where nothing else runs, in many.bench.test.ts.
    expect(lates[20]).toBeLessThanOrEqual(100);
  });

  it('begins only when its transaction has committed, and never when that is rolled back', async () => {
    const ran: string[] = [];
    const { db, jobs } = await server([{ ...KIND, run: async ({ key }) => void ran.push(key) }]);
    await db.transaction(async (tx) => {
      await jobs.add(tx, { kind: 'a', key: 'committed', due: clock.now() });
      await sleep(100);
      expect(ran).toEqual([]);
    });
    await waitFor(() => ran.length === 1);
    const rolledBack = db.transaction(async (tx) => {
      await jobs.add(tx, { kind: 'a', key: 'rolled back', due: clock.now() });
      throw new Error('no');
    });
    await expect(rolledBack).rejects.toThrow('no');
    await jobs.runDue();
    expect(ran).toEqual(['committed']);
  });

  it('ends together with its effect: what is rolled back is done again, once', async () => {
    let failures = 2;
    const { db, jobs } = await server([
      {
        ...KIND,
        pauseMs: () => 0,
        run: (job) =>
          db.transaction(async (tx) => {
            await tx.execute(sql`insert into effects values (${job.key})`);
            await job.done(tx);
            failures -= 1;
            if (failures >= 0) throw new Error('after the effect');
          }),
      },
    ]);
    await jobs.add(db, { kind: 'a', key: '1', due: clock.now() });
    await waitFor(async () => (await jobs.find(db, 'a', '1')) === null);
    expect([...(await db.execute(sql`select key from effects`))]).toEqual([{ key: '1' }]);
  });

  it('is tried again after growing pauses, and says why it failed', async () => {
    const attempts: number[] = [];
    const { db, jobs } = await server([
      {
        ...KIND,
        pauseMs: (n) => n * 60_000,
        run: async (job) => {
          attempts.push(job.attempts);
          throw new Error('Vonage is away');
        },
      },
    ]);
    await jobs.add(db, { kind: 'a', due: clock.now() });
    for (const minutes of [0, 1, 2]) {
      clock.advance(minutes * 60_000);
      await jobs.runDue();
      await jobs.runDue();
    }
    expect(attempts).toEqual([1, 2, 3]);
    expect(await jobs.find(db, 'a', '')).toMatchObject({ attempts: 3, lastError: 'Vonage is away' });
    expect(warnings).toHaveLength(3);
  });

  it('goes on in slices with what it has reported', async () => {
    const seen: unknown[] = [];
    const { db, jobs } = await server([
      {
        ...KIND,
        run: async (job) => {
          seen.push(job.progress);
          const n = Number(job.progress ?? 0) + 1;
          if (n < 3) await job.next(db, clock.now(), { progress: n });
        },
      },
    ]);
    await jobs.add(db, { kind: 'a', due: clock.now() });
    await waitFor(() => seen.length === 3);
    expect(seen).toEqual([null, 1, 2]);
  });
});

describe('a job that is there already', () => {
  it('keeps the earlier instant and takes the new payload, unless it is to be replaced or kept', async () => {
    const { db, jobs } = await server([], { started: false });
    const [early, late] = [soon(1000), soon(2000)];
    const row = async () => (await db.execute(sql`select due, payload from jobs`))[0];
    await jobs.add(db, { kind: 'a', due: late, payload: 1 });
    await jobs.add(db, { kind: 'a', due: early, payload: 2 });
    await jobs.add(db, { kind: 'a', due: late, payload: 3 });
    expect(await jobs.find(db, 'a', '')).toMatchObject({ due: early });
    await jobs.add(db, { kind: 'a', due: clock.now(), payload: 4 }, 'keep');
    expect(await row()).toMatchObject({ payload: 3 });
    await jobs.add(db, { kind: 'a', due: late, payload: 5 }, 'replace');
    expect(await jobs.find(db, 'a', '')).toMatchObject({ due: late });
  });

  it('runs once more after the run that is under way, never twice at a time', async () => {
    const payloads: unknown[] = [];
    let together = 0;
    const started = resolvers();
    const goOn = resolvers();
    const kind: Kind<never> = {
      ...KIND,
      atOnce: 2,
      run: async ({ payload }) => {
        together += 1;
        expect(together).toBe(1);
        payloads.push(payload);
        started.resolve(undefined);
        await goOn.promise;
        together -= 1;
      },
    };
    const { db, jobs } = await server([kind]);
    await server([kind]);
    await jobs.add(db, { kind: 'a', due: clock.now(), payload: 1 });
    await started.promise;
    await jobs.add(db, { kind: 'a', due: clock.now(), payload: 2 });
    goOn.resolve(undefined);
    await waitFor(async () => (await jobs.find(db, 'a', '')) === null);
    expect(payloads).toEqual([1, 2]);
  });

  it('cannot commit its effect once it is canceled', async () => {
    const started = resolvers();
    const goOn = resolvers();
    const ended = resolvers();
    const { db, jobs } = await server([
      {
        ...KIND,
        run: async (job) => {
          started.resolve(undefined);
          await goOn.promise;
          await db
            .transaction(async (tx) => {
              await tx.execute(sql`insert into effects values ('canceled')`);
              await job.done(tx);
            })
            .finally(() => ended.resolve(undefined));
        },
      },
    ]);
    await jobs.add(db, { kind: 'a', due: clock.now() });
    await started.promise;
    expect(await jobs.cancel(db, 'a', '')).toBe(1);
    goOn.resolve(undefined);
    await ended.promise;
    expect([...(await db.execute(sql`select key from effects`))]).toEqual([]);
  });
});

describe('periodic work', () => {
  it('is one job for all servers that adds its next run, also after a failure', async () => {
    let runs = 0;
    const kind: Kind<never> = {
      ...KIND,
      everyMs: 60_000,
      run: async () => {
        runs += 1;
        if (runs === 2) throw new Error('once');
      },
    };
    const { jobs } = await server([kind]);
    await server([kind]);
    await waitFor(() => runs === 1);
    for (const [minutes, expected] of [
      [0, 1],
      [1, 2],
      [1, 3],
    ] as const) {
      clock.advance(minutes * 60_000);
      await jobs.runDue();
      expect(runs).toBe(expected);
    }
  });
});

describe('a kind that hangs or throws', () => {
  it('delays no other', async () => {
    const ran: string[] = [];
    let hanging = 0;
    const hang = () => {
      hanging += 1;
      return new Promise<void>(() => {});
    };
    const { db, jobs } = await server([
      { kind: 'hangs', deadlineMs: 60_000, atOnce: 3, run: hang },
      { kind: 'throws', deadlineMs: 60_000, atOnce: 3, run: () => Promise.reject(new Error('no')) },
      { ...KIND, atOnce: 3, run: async ({ key }) => void ran.push(key) },
    ]);
    const keys = Array.from({ length: 30 }, (_, n) => String(n));
    const list = ['hangs', 'throws', 'a'].flatMap((kind) => keys.map((key) => ({ kind, key, due: clock.now() })));
    await jobs.add(db, list);
    await waitFor(() => ran.length === 30);
    expect(hanging).toBe(3);
  });

  it('is given up at its deadline, and tried again', async () => {
    let runs = 0;
    const hang = () => {
      runs += 1;
      return new Promise<void>(() => {});
    };
    const { db, jobs } = await server([{ kind: 'hangs', deadlineMs: 200, pauseMs: () => 0, run: hang }]);
    await jobs.add(db, { kind: 'hangs', due: clock.now() });
    await waitFor(() => runs === 2);
    expect(warnings[0]!.err!.message).toBe('It took longer than 0.2 seconds.');
  });
});

describe('a server that ends', () => {
  it('aborts what runs and gives it back, so that another takes it at once', async () => {
    const took: number[] = [];
    const kindOf = (n: number): Kind<never> => ({
      ...KIND,
      deadlineMs: 60_000,
      run: (_, signal) =>
        new Promise((_resolve, reject) => {
          took.push(n);
          if (n === 2) _resolve();
          signal.addEventListener('abort', () => reject(signal.reason));
        }),
    });
    const first = await server([kindOf(1)]);
    await first.jobs.add(first.db, { kind: 'a', due: clock.now() });
    await waitFor(() => took.length === 1);
    const second = await server([kindOf(2)]);
    await first.jobs.close();
    await waitFor(() => took.length === 2, 1000);
    expect(took).toEqual([1, 2]);
    expect(warnings).toEqual([]);
    await second.jobs.runDue();
  });
});

describe('a database that goes away', () => {
  it('is found again: what was added elsewhere meanwhile runs within two seconds of its return', async () => {
    const ran: string[] = [];
    const { db, jobs } = await server([{ ...KIND, run: async ({ key }) => void ran.push(key) }]);
    await jobs.add(db, { kind: 'a', key: 'before', due: clock.now() });
    await waitFor(() => ran.length === 1);
    await line.cut();
    const beside = connect(database.url, 1);
    await jobs.add(beside.db, { kind: 'a', key: 'meanwhile', due: clock.now() });
    await beside.close();
    await waitFor(() => warnings.length > 0);
    await line.mend();
    await waitFor(() => ran.length === 2, 2500);
    await jobs.add(db, { kind: 'a', key: 'afterwards', due: clock.now() });
    await waitFor(() => ran.length === 3);
  });
});

describe('a pool of one connection', () => {
  it('is enough for many kinds whose jobs use the database', async () => {
    let done = 0;
    let db: Database['db'];
    const run: Kind['run'] = (job) =>
      db.transaction(async (tx) => {
        await tx.execute(sql`select pg_sleep(0.01)`);
        await job.done(tx);
        done += 1;
      });
    const kinds = ['a', 'b', 'c', 'd', 'e'];
    const made = await server(
      kinds.map((kind) => ({ kind, deadlineMs: 5000, atOnce: 4, run })),
      { connections: 1, started: false },
    );
    db = made.db;
    await made.jobs.start();
    const list = kinds.flatMap((kind) => [1, 2, 3, 4, 5, 6].map((n) => ({ kind, key: String(n), due: clock.now() })));
    await made.jobs.add(db, list);
    await waitFor(() => done === 30);
  });
});

function resolvers() {
  let resolve: (value?: unknown) => void = () => {};
  const promise = new Promise((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
