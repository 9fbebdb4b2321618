import { randomInt } from 'node:crypto';
import { and, asc, eq, gt, inArray, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { type Actor, requireRole } from '../../accounts/actor.js';
import type { Audit } from '../../accounts/audit/audit.js';
import { auditEntries } from '../../accounts/audit/audit.table.js';
import { applications } from '../../applications/applications.table.js';
import { checkPhoneNumber } from '../../applications/phone-number.js';
import type { Db } from '../../db/connect.js';
import { diallingAttempts } from '../../dialling/dialling.table.js';
import { badInput, fail } from '../../errors.js';
import { numbers } from '../../numbers/numbers.table.js';
import type { Realtime } from '../../realtime/topics.js';
import { sha256 } from '../../secrets.js';
import { calls, legs } from '../calls.table.js';
import { consults, notes } from '../consult/consults.table.js';
import { eventKeys, events } from '../events/events.table.js';
import { lockCalls } from '../fold/applier.js';
import { type NumberPattern, numberPattern, replaceDeep } from '../number-pattern.js';
import { operations } from '../operations/operations.table.js';
import { publishCall } from '../publish-call.js';

export interface EraseCaller {
  /** As a person writes it, with its country code. */
  number: string;
  /** The word "erase", typed by a person. */
  confirm: string;
}

export interface EraseReport {
  /** What stands where the number stood: made by chance, so that nobody can find the number from it. */
  placeholder: string;
  calls: number;
  events: number;
  auditEntries: number;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const newPlaceholder = () => `erased:${Array.from({ length: 10 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`;

/** Rows of one transaction. */
const BATCH = 200;

/**
 * Takes a caller's number out of everything that is kept: calls, legs, events as they came, the audit log. The rows stay,
 * and their counts with them; the same placeholder stands everywhere, so that the calls of one caller stay recognisable
 * as such. It may be repeated after a failure. Vonage keeps its own records.
 */
export function createEraseCaller({ db, audit, realtime }: { db: Db; audit: Audit; realtime: Realtime }) {
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

  /** Calls and their legs, while the applier stands still. @returns the calls that changed */
  async function eraseCalls(applicationId: string, pattern: NumberPattern, placeholder: string): Promise<string[]> {
    const put = <T>(value: T): T => replaceDeep(value, pattern, placeholder);
    const found = await db
      .select({ id: calls.id })
      .from(calls)
      .where(
        and(
          eq(calls.applicationId, applicationId),
          or(
            ...[calls.from, calls.to, calls.ncco, calls.reason].map((column) => matches(column, pattern)),
            inArray(
              calls.id,
              db
                .select({ id: legs.callId })
                .from(legs)
                .where(and(eq(legs.applicationId, applicationId), matches(legs.state, pattern))),
            ),
          ),
        ),
      );
    const ids = found.map(({ id }) => id);
    for (let at = 0; at < ids.length; at += BATCH) {
      await db.transaction(async (tx) => {
        await lockCalls(tx, applicationId);
        const batch = ids.slice(at, at + BATCH);
        for (const { id, from, to, ncco, reason } of await tx.select().from(calls).where(inArray(calls.id, batch))) {
          await tx.update(calls).set(put({ from, to, ncco, reason })).where(eq(calls.id, id));
        }
        for (const { uuid, state } of await tx.select().from(legs).where(inArray(legs.callId, batch))) {
          const same = and(eq(legs.applicationId, applicationId), eq(legs.uuid, uuid));
          await tx
            .update(legs)
            .set({ state: put(state) })
            .where(same);
        }
      });
    }
    return ids;
  }

  /** Events as they came. What tells a doubled one goes too: the number could be guessed from its hash. */
  async function eraseEvents(applicationId: string, pattern: NumberPattern, placeholder: string): Promise<number> {
    let count = 0;
    for (let after: string | null = null; ; ) {
      const rows: (typeof events.$inferSelect)[] = await db
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
          // Byte for byte: whatever else is in there stays as it came.
          const bytes = Buffer.from(pattern.replace(raw.toString('latin1'), placeholder), 'latin1');
          const values = { body: replaceDeep(body, pattern, placeholder), raw: bytes };
          await tx
            .update(events)
            .set(values)
            .where(and(eq(events.id, id), eq(events.receivedAt, receivedAt)));
        }
      });
      count += rows.length;
      if (rows.length < BATCH) return count;
      after = rows.at(-1)!.id;
    }
  }

  /** What agents wrote down, and whom they called for a contact. */
  async function eraseWords(applicationId: string, pattern: NumberPattern, placeholder: string): Promise<void> {
    const ofNotes = and(
      eq(notes.applicationId, applicationId),
      or(matches(notes.text, pattern), matches(notes.earlier, pattern)),
    );
    for (const { legUuid, text, earlier } of await db.select().from(notes).where(ofNotes)) {
      const same = and(eq(notes.applicationId, applicationId), eq(notes.legUuid, legUuid));
      await db
        .update(notes)
        .set({ text: pattern.replace(text, placeholder), earlier: replaceDeep(earlier, pattern, placeholder) })
        .where(same);
    }
    const ofConsults = and(eq(consults.applicationId, applicationId), matches(consults.who, pattern));
    for (const { id, who } of await db.select().from(consults).where(ofConsults)) {
      await db
        .update(consults)
        .set({ who: pattern.replace(who, placeholder) })
        .where(eq(consults.id, id));
    }
    const ofOperations = and(
      eq(operations.applicationId, applicationId),
      or(matches(operations.endpoint, pattern), matches(operations.problem, pattern)),
    );
    for (const { id, endpoint, problem } of await db.select().from(operations).where(ofOperations)) {
      await db
        .update(operations)
        .set({
          endpoint: replaceDeep(endpoint, pattern, placeholder),
          problem: replaceDeep(problem, pattern, placeholder),
        })
        .where(eq(operations.id, id));
    }
  }

  async function eraseAudit(accountId: string, pattern: NumberPattern, placeholder: string): Promise<number> {
    const { targetId, targetName, before, after } = auditEntries;
    const found = or(...[targetId, targetName, before, after].map((column) => matches(column, pattern)));
    const rows = await db
      .select()
      .from(auditEntries)
      .where(and(eq(auditEntries.accountId, accountId), found));
    for (const { id, targetId, targetName, before, after } of rows) {
      const values = replaceDeep({ targetId, targetName, before, after }, pattern, placeholder);
      await db.update(auditEntries).set(values).where(eq(auditEntries.id, id));
    }
    return rows.length;
  }

  /** @throws BAD_INPUT (confirm, phoneNumber, ownNumber), CONFLICT (callerInCall) while the caller talks, FORBIDDEN */
  return async function eraseCaller(actor: Actor, input: EraseCaller): Promise<EraseReport> {
    requireRole(actor, 'admin');
    if (input.confirm.trim().toLowerCase() !== 'erase') {
      throw badInput('input.confirm', 'confirmErase', 'Type the word "erase" to go on.');
    }
    const msisdn = checkPhoneNumber('input.number', input.number);
    const pattern = numberPattern(msisdn);
    const { accountId } = actor;
    const own = await db
      .select({ id: applications.id })
      .from(applications)
      .where(eq(applications.accountId, accountId));
    const ids = own.map(({ id }) => id);
    await refuse(accountId, ids, msisdn, pattern);

    const placeholder = newPlaceholder();
    const report: EraseReport = { placeholder, calls: 0, events: 0, auditEntries: 0 };
    for (const applicationId of ids) {
      report.events += await eraseEvents(applicationId, pattern, placeholder);
      const changed = await eraseCalls(applicationId, pattern, placeholder);
      report.calls += changed.length;
      await eraseWords(applicationId, pattern, placeholder);
      for (const callId of changed) await publishCall({ db, realtime }, { applicationId, callId });
    }
    const dialled = and(eq(diallingAttempts.accountId, accountId), eq(diallingAttempts.number, msisdn));
    await db.update(diallingAttempts).set({ number: placeholder }).where(dialled);
    report.auditEntries = await eraseAudit(accountId, pattern, placeholder);
    const target = { kind: 'caller', id: placeholder, name: placeholder };
    const { calls: ofCalls, events: ofEvents } = report;
    await audit.record(actor, { action: 'caller.erased', target, after: { calls: ofCalls, events: ofEvents } });
    return report;
  };
}
