import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../../clock.js';
import type { Sql } from '../../db/connect.js';
import { isRefusal } from '../../db/failures.js';
import { DenwabanError, fail } from '../../errors.js';
import { uuidv7 } from '../../ids.js';
import { sha256 } from '../../secrets.js';
import { type Body, conversationOf, legOf } from './classify-event.js';
import { storable } from './storable.js';

/** Something that Vonage told us, or that we asked or answered, on its way into the inbox. */
export interface NewEvent {
  applicationId: string;
  door: 'answer' | 'fallback' | 'event' | 'dtmf' | 'recording' | 'reconcile';
  kind: string;
  /** The bytes as they came; for a GET, the query. They tell a doubled event from a new one. */
  raw: Buffer;
  body: Body;
  /** Of a signed one: whose signature it is, and what it was used for. */
  signature?: Signature | null;
}

/** A signature that was found right, and what it belongs to: no other server may have seen it with anything else. */
export interface Signature {
  accountId: string;
  jti: string;
  use: string;
}

interface Row {
  id: string;
  dedupe: string;
  received_at: string;
  application_id: string;
  door: string;
  kind: string;
  /** Base64. */
  raw: string;
  body: Body;
  leg_uuid: string | null;
  conversation_uuid: string | null;
  account_id: string | null;
  jti: string | null;
  use: string | null;
}
interface Waiting {
  row: Row;
  /** What waits for the commit; nobody does for a row that is kept for later. */
  done?: (error?: unknown) => void;
}

/** Vonage waits 10 s for the reply to an event, unless told otherwise (Vonage: webhooks §1). */
const PATIENCE_MS = 3000;
/** How many rows are kept while the database is away. */
const KEPT = 10_000;
const ROWS_A_WRITE = 500;
/** They speak of a conversation (Vonage: webhooks §3); a leg in them is not Vonage's word. */
const OF_NO_LEG = ['record', 'transcription', 'notify', 'playback'];

/**
 * The inbox: what is accepted here survives a crash. Rows are written at once when nothing is being written, else they
 * gather and go together with the next write.
 * @param stored is told of applications that have new rows
 */
export function createInbox(deps: {
  sql: Sql;
  clock: Clock;
  log: Pick<FastifyBaseLogger, 'error'>;
  stored: (applicationId: string) => void;
}) {
  const { sql, clock, log, stored } = deps;
  const waiting: Waiting[] = [];
  let draining: Promise<void> | null = null;

  /**
   * One statement; a doubled event meets its key and changes nothing, and one whose signature was used for something else
   * is left out. Keys in order, so that two servers never lock crosswise.
   * @returns the keys of what was left out
   */
  async function insert(rows: Row[]): Promise<Set<string>> {
    const byKey = new Map(rows.map((row) => [row.dedupe, row]));
    const sorted = [...byKey.values()].sort((left, right) => (left.dedupe < right.dedupe ? -1 : 1));
    const refused = await sql<{ dedupe: string }[]>`
      with fresh as (
        select * from jsonb_to_recordset(${JSON.stringify(sorted)}::jsonb) as row (
          id uuid, dedupe text, received_at timestamptz, application_id text, door text, kind text, raw text, body jsonb,
          leg_uuid text, conversation_uuid text, account_id uuid, jti text, use text
        )
      ), signatures as (
        insert into used_signatures (account_id, jti, use, received_at)
        select distinct on (account_id, jti) account_id, jti, use, received_at
        from fresh where jti is not null order by account_id, jti, dedupe
        on conflict (account_id, jti) do update set use = excluded.use where used_signatures.use = excluded.use
        returning account_id, jti, use
      ), allowed as (
        select * from fresh where jti is null or (account_id, jti, use) in (select account_id, jti, use from signatures)
      ), keys as (
        insert into event_keys (dedupe, received_at)
        select dedupe, received_at from allowed order by dedupe
        on conflict do nothing
        returning dedupe
      ), written as (
        insert into events
          (id, received_at, application_id, door, raw, kind, body, leg_uuid, conversation_uuid)
        select id, received_at, application_id, door, decode(raw, 'base64'), kind, body, leg_uuid, conversation_uuid
        from allowed join keys using (dedupe)
      )
      select dedupe from fresh except select dedupe from allowed`;
    for (const applicationId of new Set(rows.map((row) => row.application_id))) stored(applicationId);
    return new Set(refused.map(({ dedupe }) => dedupe));
  }

  /** Rows that the database refuses for what they are must not hold up the others. */
  async function write(batch: Waiting[]): Promise<void> {
    try {
      const refused = await insert(batch.map((one) => one.row));
      for (const { row, done } of batch) done?.(refused.has(row.dedupe) ? usedBefore() : undefined);
    } catch (error) {
      if (!isRefusal(error)) return keep(batch, error);
      if (batch.length > 1) {
        for (const one of batch) await write([one]);
        return;
      }
      log.error({ err: error, door: batch[0]?.row.door }, 'An event cannot be stored.');
      batch[0]?.done?.(error);
    }
  }

  /** The database is away: those who wait are told, and the rows go with the next write that works. */
  function keep(batch: Waiting[], error: unknown): void {
    for (const one of batch) one.done?.(error);
    waiting.unshift(...batch.map(({ row }) => ({ row })));
    const lost = waiting.length - KEPT;
    if (lost > 0) {
      waiting.splice(0, lost);
      log.error({ lost }, 'The database is away for so long that events are lost.');
    }
  }

  async function drain(): Promise<void> {
    try {
      while (waiting.length > 0) {
        await write(waiting.splice(0, ROWS_A_WRITE));
        // What was kept goes with the next write, not at once again.
        if (waiting.every((one) => !one.done)) break;
      }
    } finally {
      draining = null;
    }
  }

  /** One writer at a time. @returns when what waits now has been tried */
  async function flush(): Promise<void> {
    if (waiting.length > 0) draining ??= drain();
    await draining;
  }

  function rowOf(event: NewEvent): Row {
    const at = clock.now();
    const body = storable(event.body);
    return {
      id: uuidv7(at),
      dedupe: sha256(Buffer.concat([Buffer.from(`${event.applicationId}\n`), event.raw])),
      received_at: at.toISOString(),
      application_id: event.applicationId,
      door: event.door,
      kind: event.kind,
      raw: event.raw.toString('base64'),
      body,
      leg_uuid: OF_NO_LEG.includes(event.kind) ? null : legOf(body),
      conversation_uuid: conversationOf(body),
      account_id: event.signature?.accountId ?? null,
      jti: event.signature?.jti ?? null,
      use: event.signature?.use ?? null,
    };
  }

  return {
    /**
     * Stores an event, once.
     * @returns the id of its row, once it is stored; a doubled event has no row of its own
     * @throws UNAVAILABLE when the database does not answer (the event is kept and stored later if it can be); BAD_INPUT
     * when it cannot be stored at all; UNAUTHENTICATED when another server has seen its signature with something else
     */
    async accept(event: NewEvent): Promise<string> {
      const row = rowOf(event);
      if (waiting.length >= KEPT) throw unavailable();
      const outcome = new Promise<void>((resolve, reject) => {
        const patience = setTimeout(() => reject(unavailable()), PATIENCE_MS);
        waiting.push({
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

    /** Stores what nobody waits for: it was answered already. */
    later(event: NewEvent): void {
      waiting.push({ row: rowOf(event), done: () => {} });
      void flush();
    },

    /** Writes what is still to be written, also what was kept while the database was away. */
    flush,
  };
}

export type Inbox = ReturnType<typeof createInbox>;

/** What a signature is refused with that was seen with something else. */
export const usedBefore = () =>
  fail('UNAUTHENTICATED', 'The signature of this webhook was used before.', { rule: 'replay' });

function unavailable(cause?: unknown) {
  return fail('UNAVAILABLE', 'The event could not be stored: the database does not answer.', {}, { cause });
}
