import { type SQL, sql } from 'drizzle-orm';
import type { Db, DbOrTx } from '../db/connect.js';
import { randomId } from '../ids.js';
import { type IfThere, type Job, LostJob, type NewJob } from './job.js';

/** Channel that wakes servers; a message is the due instant in milliseconds. */
export const CHANNEL = 'denwaban_jobs';
/** Milliseconds between checks of the table when nothing wakes a server. */
export const LOOK_EVERY_MS = 2000;
/**
 * Jobs due later than this are not announced: the next check finds them, unless their transaction commits very late.
 */
const NEAR_MS = LOOK_EVERY_MS + 5000;
const LONGEST_ERROR = 500;

/** A row that this server has locked. */
export interface Taken {
  kind: string;
  key: string;
  applicationId: string | null;
  due: Date;
  attempts: number;
  payload: unknown;
  progress: unknown;
  lockedBy: string;
}

/** How many jobs of a kind a server can take now, and for how long. */
export interface Wanted {
  kind: string;
  free: number;
  lockMs: number;
}

/** Adds jobs; at commit, wakes the servers if one is due before their next check. */
export async function addJobs(tx: DbOrTx, list: NewJob[], ifThere: IfThere, now: Date): Promise<void> {
  if (list.length === 0) return;
  const rows = list.map(({ kind, key = '', due, payload = null, applicationId = null }) => {
    return { kind, key, due: due.toISOString(), payload, application_id: applicationId };
  });
  const soonest = Math.min(...list.map(({ due }) => due.getTime()));
  const near = soonest <= now.getTime() + NEAR_MS;
  // A running job's due instant is used up, unless the job was added again.
  const due =
    ifThere === 'replace'
      ? sql`excluded.due`
      : sql`case when jobs.locked_by is null or jobs.again then least(jobs.due, excluded.due) else excluded.due end`;
  // An unchanged row is not written again.
  const changes =
    ifThere === 'replace'
      ? sql`true`
      : sql`jobs.locked_by is not null or jobs.due > excluded.due or jobs.payload is distinct from excluded.payload`;
  const conflict =
    ifThere === 'keep'
      ? sql`do nothing`
      : sql`do update set due = ${due}, payload = excluded.payload, application_id = excluded.application_id,
          attempts = case when jobs.locked_by is null then 0 else jobs.attempts end, again = jobs.locked_by is not null
          where ${changes}`;
  await tx.execute(sql`
    with added as (
      insert into jobs (kind, key, due, payload, application_id)
      select kind, key, due, payload, application_id from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as row (kind text, key text, due timestamptz, payload jsonb, application_id text)
      order by kind, key
      on conflict (kind, key) ${conflict}
    )
    select ${near ? sql`pg_notify(${CHANNEL}, ${String(soonest)})` : sql`null`}`);
}

/** @param keys of jobs of this kind @returns how many existed */
export async function cancelJobs(tx: DbOrTx, kind: string, keys: string | string[]): Promise<number> {
  const list = Array.isArray(keys) ? keys : [keys];
  if (list.length === 0) return 0;
  const gone = await tx.execute(sql`
    delete from jobs where kind = ${kind}
      and key in (select jsonb_array_elements_text(${JSON.stringify(list)}::jsonb)) returning 1`);
  return gone.length;
}

/** Locks, ends and releases rows. Each statement needs only one connection, so that a small pool is enough. */
export function createJobRows(db: Db) {
  const pool = db.$client;

  return {
    /** Locks jobs that are due and not locked, the most overdue first. */
    async take(wanted: Wanted[], now: Date): Promise<Taken[]> {
      const run = randomId();
      const rows = await pool<(Omit<Taken, 'due'> & { due: string })[]>`
        with taken as materialized (
          select found.kind, found.key, wanted."lockMs"
          from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as wanted (kind text, free int, "lockMs" int)
          cross join lateral (
            select kind, key from jobs
            where kind = wanted.kind and due <= ${now.toISOString()} and (locked_until is null or locked_until < now())
            order by due limit wanted.free
            for update skip locked
          ) as found
        )
        update jobs
        set locked_by = ${run}, locked_until = now() + taken."lockMs" * interval '1 millisecond',
          attempts = attempts + 1, again = false
        from taken where jobs.kind = taken.kind and jobs.key = taken.key
        returning jobs.kind, jobs.key, application_id as "applicationId", due, attempts, payload, progress,
          locked_by as "lockedBy"`;
      return rows.map((row) => ({ ...row, due: new Date(row.due) })).sort((a, b) => a.due.getTime() - b.due.getTime());
    },

    /** Extends the lock of a row by this many milliseconds. @returns whether it still belongs to this run */
    async renew({ kind, key, lockedBy }: Taken, lockMs: number): Promise<boolean> {
      const { count } = await pool`
        update jobs set locked_until = now() + ${lockMs} * interval '1 millisecond'
        where kind = ${kind} and key = ${key} and locked_by = ${lockedBy}`;
      return count > 0;
    },

    /** @returns milliseconds until one of these jobs is due or its lock ends; null if there is none */
    async nextIn(kinds: string[], now: Date): Promise<number | null> {
      const [row] = await pool<{ ms: number | null }[]>`
        select min(ms)::float8 as ms from unnest(${kinds}::text[]) as wanted (kind) cross join lateral (
          (select extract(epoch from due - ${now.toISOString()}::timestamptz) * 1000 as ms from jobs
            where kind = wanted.kind and locked_until is null order by due limit 1)
          union all
          (select extract(epoch from locked_until - now()) * 1000 from jobs
            where kind = wanted.kind and locked_until is not null order by locked_until limit 1)
        ) as next`;
      return row?.ms ?? null;
    },

    /** Whether a job of these kinds is due by then, locked or not. */
    async isAnyDue(kinds: string[], now: Date): Promise<boolean> {
      const rows = await pool`
        select 1 from jobs where kind = any(${kinds}) and due <= ${now.toISOString()} limit 1`;
      return rows.length > 0;
    },

    /**
     * Releases a row.
     * @param change when it is due next, and why it failed; without it the job is due as before, as if this run had not
     * happened
     * @returns when it is due now; null if it no longer belongs to this run
     */
    async release({ kind, key, lockedBy, due: before }: Taken, change?: { due: Date; error: string }) {
      const due = (change?.due ?? before).toISOString();
      const error = change?.error.slice(0, LONGEST_ERROR) ?? null;
      const [row] = await db.execute<{ due: string }>(sql`
        with released as (
          update jobs set locked_by = null, locked_until = null, again = false,
            due = case when again then least(due, ${due}) else ${due}::timestamptz end,
            attempts = ${change ? sql`attempts` : sql`attempts - 1`}, last_error = ${error}
          where kind = ${kind} and key = ${key} and locked_by = ${lockedBy} returning due
        )
        select due, ${change ? sql`null` : sql`pg_notify(${CHANNEL}, ${String(before.getTime())})`} from released`);
      return row ? new Date(row.due) : null;
    },

    /**
     * The job as its `run` receives it, and what the run did with its row: whether it ended the job itself, and when it
     * is due next.
     */
    hold(row: Taken) {
      const { kind, key, lockedBy } = row;
      const mine = sql`kind = ${kind} and key = ${key} and locked_by = ${lockedBy}`;
      const held = { ended: false, next: null as Date | null };

      /** @returns when it is due now; null if there was no such row */
      async function change(tx: DbOrTx, statement: SQL): Promise<Date | null> {
        const [changed] = await tx.execute<{ due: string }>(sql`${statement} returning due`);
        return changed ? new Date(changed.due) : null;
      }
      function orLost(due: Date | null): Date {
        if (!due) throw new LostJob(row);
        return due;
      }
      const free = sql`locked_by = null, locked_until = null, again = false, attempts = 0, last_error = null`;

      const job: Job = {
        ...row,
        async done(tx) {
          held.ended = true;
          if (await change(tx, sql`delete from jobs where ${mine} and not again`)) return;
          held.next = orLost(await change(tx, sql`update jobs set ${free}, progress = null where ${mine}`));
        },
        async next(tx, due, { payload, progress } = {}) {
          held.ended = true;
          const at = due.toISOString();
          const next = sql`due = case when again then least(due, ${at}) else ${at}::timestamptz end,
            payload = case when again then payload else ${payload === undefined ? sql`payload` : json(payload)} end,
            progress = ${progress === undefined ? sql`progress` : json(progress)}`;
          held.next = orLost(await change(tx, sql`update jobs set ${free}, ${next} where ${mine}`));
        },
        async report(tx, progress) {
          orLost(await change(tx, sql`update jobs set progress = ${json(progress)} where ${mine}`));
        },
      };
      return { job, held };
    },
  };
}

export type JobRows = ReturnType<typeof createJobRows>;

const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb`;
