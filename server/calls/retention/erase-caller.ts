import { randomInt } from 'node:crypto';
import { and, asc, eq, gt, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { type Actor, requireRole } from '../../accounts/actor.js';
import type { Audit } from '../../accounts/audit/audit.js';
import { eraseAudit } from '../../accounts/audit/erase-audit.js';
import { applications } from '../../applications/applications.table.js';
import { checkPhoneNumber } from '../../applications/phone-number.js';
import { eraseContacts } from '../../contacts/erase-contacts.js';
import type { Db } from '../../db/connect.js';
import type { Erasure } from '../../db/erasure.js';
import { eraseAttempts } from '../../dialling/erase-attempts.js';
import { badInput, fail } from '../../errors.js';
import { numbers } from '../../numbers/numbers.table.js';
import type { Realtime } from '../../realtime/topics.js';
import { sha256 } from '../../secrets.js';
import type { RunningTask } from '../../tasks/task.js';
import type { Tasks } from '../../tasks/tasks.service.js';
import type { TaskRow } from '../../tasks/tasks.table.js';
import { calls, legs } from '../calls.table.js';
import { eventKeys, events } from '../events/events.table.js';
import { lockCalls } from '../fold/applier.js';
import { eraseNotes } from '../notes/erase-notes.js';
import { type NumberPattern, numberPattern, replaceDeep } from '../number-pattern.js';
import { eraseOperations } from '../operations/erase-operations.js';
import { publishCall } from '../publish-call.js';

export interface EraseCaller {
  /** As a person writes it, with its country code. */
  number: string;
  /** The word "erase", typed by a person. */
  confirm: string;
}

export interface EraseReport {
  /** Replaces the number; random, so that the number cannot be derived from it. */
  placeholder: string;
  calls: number;
  events: number;
  auditEntries: number;
}

/** Where a run stopped: the application, the table, and the last row that was done. */
interface Place {
  application: number;
  table: 'events' | 'calls' | 'words';
  after: string | null;
}
type Work = RunningTask<{ msisdn: string; placeholder: string }, EraseReport & { at: Place }>;

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const newPlaceholder = () => `erased:${Array.from({ length: 10 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;

/** Rows of one transaction. */
const BATCH = 200;

/**
 * Takes a caller's number out of everything that is kept: calls, legs, events as they came, the audit log; and deletes
 * their name. The rows stay, and their counts with them; the same placeholder stands everywhere, so that the calls of one caller stay recognisable
 * as such. Vonage keeps its own records.
 */
export function createEraseCaller(deps: { db: Db; audit: Audit; realtime: Realtime; tasks: Tasks }) {
  const { db, audit, realtime, tasks } = deps;
  const matches = (column: PgColumn, pattern: NumberPattern): SQL => sql`${column}::text ~ ${pattern.sql}`;

  async function refuse(accountId: string, applicationIds: string[], msisdn: string, pattern: NumberPattern) {
    const own = and(eq(numbers.accountId, accountId), eq(numbers.msisdn, msisdn));
    if ((await db.select({ msisdn: numbers.msisdn }).from(numbers).where(own)).length > 0) {
      throw badInput('input.number', 'ownNumber', 'This is a number of your own, not of a caller.');
    }
    const [live] = await db
      .select({ uuid: legs.uuid })
      .from(legs)
      .where(and(inArray(legs.applicationId, applicationIds), legs.live, matches(legs.state, pattern)))
      .limit(1);
    if (live) {
      throw fail('CONFLICT', 'This caller is in a call at the moment; erase it afterwards.', {
        field: 'input.number',
        rule: 'callerInCall',
      });
    }
  }

  /** Replaces it in a batch of calls and legs, while the applier waits. @returns their ids, in order */
  async function eraseCalls(applicationId: string, after: string | null, pattern: NumberPattern, placeholder: string) {
    const put = <T>(value: T): T => replaceDeep(value, pattern, placeholder);
    const inLegs = db
      .select({ id: legs.callId })
      .from(legs)
      .where(and(eq(legs.applicationId, applicationId), matches(legs.state, pattern)));
    const columns = [calls.from, calls.to, calls.ncco, calls.reason, calls.outcomeDetail].map((column) =>
      matches(column, pattern),
    );
    const found = await db
      .select({ id: calls.id })
      .from(calls)
      .where(
        and(
          eq(calls.applicationId, applicationId),
          after ? gt(calls.id, after) : undefined,
          or(...columns, inArray(calls.id, inLegs)),
        ),
      )
      .orderBy(asc(calls.id))
      .limit(BATCH);
    const ids = found.map(({ id }) => id);
    if (ids.length === 0) return ids;
    await db.transaction(async (tx) => {
      await lockCalls(tx, applicationId);
      for (const { id, ...row } of await tx.select().from(calls).where(inArray(calls.id, ids))) {
        const { from, to, ncco, reason, outcomeDetail } = row;
        await tx.update(calls).set(put({ from, to, ncco, reason, outcomeDetail })).where(eq(calls.id, id));
      }
      for (const { uuid, state } of await tx.select().from(legs).where(inArray(legs.callId, ids))) {
        const same = and(eq(legs.applicationId, applicationId), eq(legs.uuid, uuid));
        await tx
          .update(legs)
          .set({ state: put(state) })
          .where(same);
      }
    });
    for (const callId of ids) await publishCall({ db, realtime }, { applicationId, callId });
    return ids;
  }

  /**
   * Replaces it in a batch of raw events, and deletes their keys: the number could be guessed from such a hash.
   * @returns their ids, in order
   */
  async function eraseEvents(applicationId: string, after: string | null, pattern: NumberPattern, placeholder: string) {
    const rows = await db
      .select()
      .from(events)
      .where(
        and(
          eq(events.applicationId, applicationId),
          after ? gt(events.id, after) : undefined,
          or(matches(events.body, pattern), sql`encode(${events.raw}, 'escape') ~ ${pattern.sql}`),
        ),
      )
      .orderBy(asc(events.id))
      .limit(BATCH);
    await db.transaction(async (tx) => {
      for (const { id, receivedAt, body, raw } of rows) {
        const dedupe = sha256(Buffer.concat([Buffer.from(`${applicationId}\n`), raw]));
        await tx.delete(eventKeys).where(eq(eventKeys.dedupe, dedupe));
        // Latin-1 keeps every other byte as it was.
        const bytes = Buffer.from(pattern.replace(raw.toString('latin1'), placeholder), 'latin1');
        const values = { body: replaceDeep(body, pattern, placeholder), raw: bytes };
        await tx
          .update(events)
          .set(values)
          .where(and(eq(events.id, id), eq(events.receivedAt, receivedAt)));
      }
    });
    return rows.map(({ id }) => id);
  }

  const applicationsOf = async (accountId: string): Promise<string[]> => {
    const own = eq(applications.accountId, accountId);
    const rows = await db.select({ id: applications.id }).from(applications).where(own).orderBy(applications.id);
    return rows.map(({ id }) => id);
  };

  /** Table by table, in batches; progress is saved after each, so that another run can continue. */
  async function run(task: Work): Promise<'more' | 'done'> {
    const { actor, input } = task;
    const { msisdn, placeholder } = input;
    const { accountId } = actor;
    const pattern = numberPattern(msisdn);
    const erasure: Erasure = {
      isIn: (column) => matches(column, pattern),
      replace: (value) => replaceDeep(value, pattern, placeholder),
    };
    const start: Place = { application: 0, table: 'events', after: null };
    const report = task.report ?? { placeholder, calls: 0, events: 0, auditEntries: 0, at: start };
    const ids = await applicationsOf(accountId);
    const next = async (at: Place) => {
      report.at = at;
      await task.progress({ report, done: at.application, total: ids.length });
    };
    for (let id = ids[report.at.application]; id; id = ids[report.at.application]) {
      if (task.isTimeUp()) return 'more';
      const { application, table, after } = report.at;
      if (table === 'words') {
        await eraseNotes(db, id, erasure);
        await eraseOperations(db, id, erasure);
        await next({ application: application + 1, table: 'events', after: null });
        continue;
      }
      const erase = table === 'events' ? eraseEvents : eraseCalls;
      const erased = await erase(id, after, pattern, placeholder);
      report[table] += erased.length;
      const last = erased.length < BATCH;
      const then = table === 'events' ? 'calls' : 'words';
      await next(last ? { application, table: then, after: null } : { application, table, after: erased.at(-1)! });
    }
    await eraseContacts(db, accountId, msisdn, erasure);
    await eraseAttempts(db, accountId, msisdn, placeholder);
    report.auditEntries += await eraseAudit(db, accountId, erasure);
    await next(report.at);
    const target = { kind: 'caller', id: placeholder, name: placeholder };
    const { calls: ofCalls, events: ofEvents } = report;
    await audit.record(actor, { action: 'caller.erased', target, after: { calls: ofCalls, events: ofEvents } });
    return 'done';
  }

  tasks.define({ kind: 'eraseCaller', run });

  /**
   * Starts to erase a caller. The task keeps the number until it is done.
   * @throws BAD_INPUT (confirm, phoneNumber, ownNumber), CONFLICT (callerInCall, taskRunning), FORBIDDEN
   */
  return async function eraseCaller(actor: Actor, input: EraseCaller): Promise<TaskRow> {
    requireRole(actor, 'admin');
    if (input.confirm.trim().toLowerCase() !== 'erase') {
      throw badInput('input.confirm', 'confirmErase', 'Type the word "erase" to go on.');
    }
    const msisdn = checkPhoneNumber('input.number', input.number);
    await refuse(actor.accountId, await applicationsOf(actor.accountId), msisdn, numberPattern(msisdn));
    const work = { msisdn, placeholder: newPlaceholder() };
    return tasks.start(actor, { kind: 'eraseCaller', key: '', subject: '', input: work });
  };
}
