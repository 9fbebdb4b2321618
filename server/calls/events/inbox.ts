import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../clock.js';
import type { Sql } from '../../db/connect.js';
import { isRefusal } from '../../db/failures.js';
import { isDatabaseAway } from '../../db/is-database-away.js';
import { DenwabanError, fail } from '../../errors.js';
import { type EventToStore, insertEvents, type NewEvent, rowOf } from './event-row.js';

/** Vonage waits 10 s for the reply to an event, unless told otherwise (Vonage: webhooks §1). */
const PATIENCE_MS = 3000;
/** How many rows are kept while the database is away; then events get 503 only, and answers are kept up to twice as many. */
const KEPT = 10_000;
const ROWS_A_WRITE = 500;
/** Fewer kept rows go with each write, so that waiting senders are not delayed by them. */
const KEPT_A_WRITE = 100;
/** Milliseconds between two attempts while the database is away. */
const AGAIN_MS = 250;
/** Milliseconds that the last write may take when the server ends. */
const LAST_WRITE_MS = 2000;

/** A row and its sender, who waits for the commit; nobody waits for a kept row. */
interface Waiting {
  row: EventToStore;
  done?: (error?: unknown) => void;
}

/**
 * The inbox: what is accepted here survives a crash. Rows are written at once when nothing is being written; otherwise
 * they gather and go together with the next write. While the database is away events are refused at once and their rows
 * kept, so that a retry that never comes loses nothing.
 * @param stored is told of applications that have new rows
 */
export function createInbox(deps: {
  sql: Sql;
  clock: Clock;
  log: Pick<FastifyBaseLogger, 'error' | 'info'>;
  stored: (applicationId: string) => void;
}) {
  const { sql, clock, log, stored } = deps;
  /** Rows whose senders wait; they are written first. */
  const live: Waiting[] = [];
  const kept: Waiting[] = [];
  let draining: Promise<void> | null = null;
  let again: NodeJS.Timeout | null = null;
  let away = false;
  let closed = false;
  let lost = 0;

  function goesAway(error: unknown): void {
    if (away) return;
    away = true;
    log.error({ err: error }, 'The database is away: until it is back, events are refused and answers are kept.');
  }

  function comesBack(): void {
    if (!away) return;
    away = false;
    log.info({ kept: kept.length, lost }, 'The database is back: what was kept is stored now.');
    lost = 0;
  }

  /** @returns the rows that could not be stored for now; a row that the database refuses does not hold up the others */
  async function write(batch: Waiting[]): Promise<{ left: Waiting[]; error?: unknown }> {
    try {
      const refused = await insertEvents(
        sql,
        batch.map(({ row }) => row),
      );
      comesBack();
      for (const { row, done } of batch) done?.(refused.has(row.dedupe) ? usedBefore() : undefined);
      for (const applicationId of new Set(batch.map(({ row }) => row.application_id))) stored(applicationId);
      return { left: [] };
    } catch (error) {
      if (!isRefusal(error)) return { left: batch, error };
      if (batch.length === 1) {
        log.error({ err: error, door: batch[0]!.row.door }, 'An event cannot be stored.');
        batch[0]!.done?.(error);
        return { left: [] };
      }
      const middle = batch.length >> 1;
      const first = await write(batch.slice(0, middle));
      if (first.left.length > 0) return { left: [...first.left, ...batch.slice(middle)], error: first.error };
      return write(batch.slice(middle));
    }
  }

  async function drain(): Promise<void> {
    try {
      while (live.length + kept.length > 0) {
        const first = live.splice(0, ROWS_A_WRITE);
        const { left, error } = await write([...first, ...kept.splice(0, KEPT_A_WRITE)]);
        if (left.length === 0) continue;
        keep(left, error);
        if (isDatabaseAway(error)) goesAway(error);
        else log.error({ err: error, rows: left.length }, 'An event could not be stored; it is kept and tried again.');
        if (away) for (const one of live.splice(0)) keep([one], error);
        if (!closed) again ??= setTimeout(retry, AGAIN_MS).unref();
        return;
      }
    } finally {
      draining = null;
    }
  }

  /** Senders are told at once, and their rows are kept behind the older ones. */
  function keep(rows: Waiting[], error: unknown): void {
    kept.unshift(...rows.filter((one) => !one.done));
    for (const { row, done } of rows) {
      if (!done) continue;
      done(error);
      kept.push({ row });
    }
  }

  function retry(): void {
    again = null;
    void flush();
  }

  /** One writer at a time. @returns when what waits now has been tried */
  async function flush(): Promise<void> {
    if (live.length + kept.length > 0) draining ??= drain();
    await draining;
  }

  return {
    /**
     * Stores an event, once.
     * @returns the id of its row, once it is stored; a doubled event has no row of its own
     * @throws UNAVAILABLE when the database does not answer (the event is kept and stored later if it can be); BAD_INPUT
     * when it cannot be stored at all; UNAUTHENTICATED when another server has seen its signature with another webhook
     */
    async accept(event: NewEvent): Promise<string> {
      const row = rowOf(event, clock.now());
      if (live.length + kept.length >= KEPT) throw unavailable();
      if (away) {
        kept.push({ row });
        throw unavailable();
      }
      const outcome = new Promise<void>((resolve, reject) => {
        const patience = setTimeout(() => {
          goesAway(new Error(`Nothing was stored for ${PATIENCE_MS} ms.`));
          reject(unavailable());
        }, PATIENCE_MS);
        live.push({
          row,
          done(error) {
            clearTimeout(patience);
            if (error === undefined) resolve();
            else if (error instanceof DenwabanError) reject(error);
            else if (isRefusal(error)) reject(fail('BAD_INPUT', 'This event cannot be stored.', {}, { cause: error }));
            else reject(unavailable(error));
          },
        });
      });
      void flush();
      await outcome;
      return row.id;
    },

    /** Stores an event after its reply; not awaited. */
    later(event: NewEvent): void {
      if (kept.length >= 2 * KEPT) {
        if (lost === 0) log.error('The database is away for so long that answers are no longer kept.');
        lost += 1;
        return;
      }
      kept.push({ row: rowOf(event, clock.now()) });
      if (!away) void flush();
    },

    /** Tries what is still to be written, also what was kept while the database was away. */
    flush,

    /** Writes what is left, if the database answers soon. */
    async close(): Promise<void> {
      closed = true;
      if (again) clearTimeout(again);
      await Promise.race([flush(), wait(LAST_WRITE_MS, undefined, { ref: false })]);
      const left = live.length + kept.length;
      if (left > 0) log.error({ lost: left }, 'The server ends without its database: what was kept in memory is lost.');
    },
  };
}

export type Inbox = ReturnType<typeof createInbox>;

/** The error for a signature that was used for another webhook. */
export const usedBefore = () =>
  fail('UNAUTHENTICATED', 'The signature of this webhook was used before.', { rule: 'replay' });

function unavailable(cause?: unknown) {
  const sentence = 'The event could not be stored: the database does not answer.';
  return fail('UNAVAILABLE', sentence, { rule: 'away' }, { cause });
}

/** Whether an event was refused because the database is away, which the log has said once for all of them. */
export const isAway = (error: DenwabanError): boolean => error.details.rule === 'away';
