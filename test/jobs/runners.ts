import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { systemClock } from '../../server/clock.js';
import { connect, type Db } from '../../server/db/connect.js';
import { createJobs } from '../../server/jobs/jobs.service.js';
import { checkout } from '../start/denwaban-process.js';

/** What the runners are built into; call it once before the first is started. */
export function buildRunners(): void {
  execFileSync(process.execPath, [join(checkout, 'scripts/build.mjs')], { stdio: 'inherit' });
}

/** Starts runner processes on a database, and counts what they do. */
export async function createRunners(url: string) {
  const database = connect(url, 3);
  const { db } = database;
  const log = { info() {}, warn() {} };
  const jobs = createJobs({ db, clock: systemClock, log });
  const running = new Set<ChildProcess>();
  await db.execute(sql`create table begun (key text not null, late double precision not null)`);
  await db.execute(sql`create table effects (key text not null)`);

  const number = async (query: ReturnType<typeof sql>) => {
    const [row] = await db.execute<{ n: number }>(query);
    return row!.n;
  };

  return {
    db,
    jobs,

    /** @returns when it runs jobs */
    async start(): Promise<ChildProcess> {
      const child = spawn(process.execPath, [join(checkout, 'test/jobs/runner-process.mjs'), url], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      running.add(child);
      child.once('exit', () => running.delete(child));
      await once(child.stdout!, 'data');
      return child;
    },

    async kill9(child: ChildProcess): Promise<void> {
      child.kill('SIGKILL');
      await once(child, 'exit');
    },

    /** Jobs of a kind that are not done yet. */
    left: (kind: string) => number(sql`select count(*)::int as n from jobs where kind = ${kind}`),
    begun: () => number(sql`select count(*)::int as n from begun`),
    effects: () => number(sql`select count(*)::int as n from effects`),
    differentEffects: () => number(sql`select count(distinct key)::int as n from effects`),

    /** Milliseconds between due and begun, of the first attempts. */
    async lateness() {
      const [row] = await db.execute<{ p50: number; p95: number; p99: number }>(sql`
        select percentile_disc(0.5) within group (order by late) as p50,
          percentile_disc(0.95) within group (order by late) as p95,
          percentile_disc(0.99) within group (order by late) as p99
        from (select min(late) as late from begun group by key) as first`);
      return row!;
    },

    async close(): Promise<void> {
      for (const child of running) child.kill('SIGKILL');
      await database.close();
    },
  };
}

export type Runners = Awaited<ReturnType<typeof createRunners>>;

/** Adds jobs in one transaction. */
export async function addEffects(db: Db, jobs: Runners['jobs'], count: number, due: (n: number) => Date) {
  const list = Array.from({ length: count }, (_, n) => ({ kind: 'effect', key: `job-${n}`, due: due(n) }));
  await db.transaction((tx) => jobs.add(tx, list));
}
