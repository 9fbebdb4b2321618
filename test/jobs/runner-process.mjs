/**
 * A server that does nothing but run jobs, as a process that a test can kill: `node runner-process.mjs <database url>`.
 * Each job of kind `effect` writes a row that says it was begun, and then its effect together with its own end.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { systemClock } from '../../dist/server/clock.js';
import { connect } from '../../dist/server/db/connect.js';
import { createJobs } from '../../dist/server/jobs/jobs.service.js';

const { db } = connect(process.argv[2], 4);
const log = { info() {}, warn: (about, text) => console.error(text, about.err?.message ?? '') };
const jobs = createJobs({ db, clock: systemClock, log });
jobs.define({
  kind: 'effect',
  deadlineMs: 2000,
  atOnce: 10,
  async run(job) {
    const late = Date.now() - job.due.getTime();
    await db.execute(sql`insert into begun (key, late) values (${job.key}, ${late})`);
    await sleep(Math.random() * 4);
    await db.transaction(async (tx) => {
      await tx.execute(sql`insert into effects (key) values (${job.key})`);
      await job.done(tx);
    });
  },
});
jobs.define({ kind: 'hangs', deadlineMs: 60_000, atOnce: 2, run: () => new Promise(() => {}) });
await jobs.start();
console.log('ready');
process.on('message', () => {});
