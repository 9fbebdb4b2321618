import { and, asc, desc, eq, isNull, lt, ne, or } from 'drizzle-orm';
import { readPhoneNumber } from '../../../shared/phone-number.js';
import type { Actor } from '../../accounts/actor.js';
import type { Applications } from '../../applications/applications.service.js';
import { applications as applicationRows } from '../../applications/applications.table.js';
import type { Contacts } from '../../contacts/contacts.service.js';
import type { ContactRow } from '../../contacts/contacts.table.js';
import type { Db } from '../../db/connect.js';
import { badInput, fail } from '../../errors.js';
import type { Realtime } from '../../realtime/topics.js';
import { type CallRow, calls, type LegRow, legs } from '../calls.table.js';
import { digitsOf } from '../events/classify-event.js';
import { events } from '../events/events.table.js';
import { withLegOf } from '../filter-calls.js';
import type { Note } from '../notes/notes.js';
import { publishCall } from '../publish-call.js';
import { createCalledBack } from './called-back.js';
import { contactNumberOf, numberIn, withContact } from './contact-number.js';

/** An earlier call with the same contact. */
export interface EarlierCallView {
  call: CallRow;
  notes: string[];
  /** Whether the reader may open the call. */
  readable: boolean;
}

/** The other party of a call, for the agent who is about to answer. */
export interface CallerView {
  number: string | null;
  contact: ContactRow | null;
  called: string | null;
  keys: string[];
  earlier: EarlierCallView[];
}

const EARLIER_SHOWN = 10;
/** A number as calls have it, also of a country that does not exist: test phones have such numbers. */
const PLAIN = /^\+?([1-9]\d{2,14})$/;

/**
 * Who is at the other end: the name for their number, what they pressed, their earlier calls.
 *
 * Agents read of their own calls. While a call with a number rings or lasts, they also read of everyone's earlier calls
 * with this number: time, colleague, outcome and notes.
 */
export function createCaller(deps: {
  db: Db;
  realtime: Realtime;
  applications: Pick<Applications, 'find'>;
  contacts: Contacts;
  /** The agent's own leg, an admin's any. @throws NOT_FOUND */
  legOf: (actor: Actor, legUuid: string) => Promise<LegRow>;
  notesOf: (callId: string) => Promise<Note[]>;
  /** Those of the calls that the actor may see. */
  visible: (actor: Actor, callIds: readonly string[]) => Promise<CallRow[]>;
}) {
  const { db, realtime, applications, contacts, legOf, notesOf, visible } = deps;

  /** What they pressed in menus, in order. */
  async function keysOf({ applicationId, id }: CallRow): Promise<string[]> {
    const pressed = and(eq(events.applicationId, applicationId), eq(events.callId, id), eq(events.kind, 'input'));
    const rows = await db.select({ body: events.body }).from(events).where(pressed).orderBy(asc(events.id));
    return rows.flatMap(({ body }) => digitsOf(body) || []);
  }

  /** Newest first. @param own only calls in which the reader has a leg */
  async function earlierThan(
    actor: Actor,
    { applicationId, id, startedAt }: CallRow,
    number: string,
    own: boolean,
  ): Promise<EarlierCallView[]> {
    const before = or(lt(calls.startedAt, startedAt), and(eq(calls.startedAt, startedAt), lt(calls.id, id)));
    const found = await db
      .select()
      .from(calls)
      .where(
        and(
          eq(calls.applicationId, applicationId),
          withContact(number),
          before,
          own ? withLegOf(db, actor.userName ?? '') : undefined,
        ),
      )
      .orderBy(desc(calls.startedAt), desc(calls.id))
      .limit(EARLIER_SHOWN);
    const ids = found.map((call) => call.id);
    const [seen, notes] = await Promise.all([visible(actor, ids), Promise.all(ids.map(notesOf))]);
    return found.map((call, index) => ({
      call,
      notes: notes[index]!.flatMap(({ text }) => text || []),
      readable: seen.some(({ id }) => id === call.id),
    }));
  }

  /** Whether there is a call with this number in the application. @param userName in which this agent has a leg; null = any */
  async function hasCall(applicationId: string, number: string, userName: string | null): Promise<boolean> {
    const found = and(
      eq(calls.applicationId, applicationId),
      withContact(number),
      userName === null ? undefined : withLegOf(db, userName),
    );
    return (await db.select({ id: calls.id }).from(calls).where(found).limit(1)).length > 0;
  }

  /** Whether the contact is in the call. Dialing a number does not yet show an agent what colleagues noted about it. */
  async function isInLine({ id, applicationId, direction }: CallRow, legUuid: string): Promise<boolean> {
    if (direction === 'inbound') return true;
    const others = and(eq(legs.applicationId, applicationId), eq(legs.callId, id), ne(legs.uuid, legUuid));
    return (await db.select({ uuid: legs.uuid }).from(legs).where(others).limit(1)).length > 0;
  }

  async function checkNumber(applicationId: string, typed: string): Promise<string> {
    const read = readPhoneNumber(typed);
    if (read) return read;
    const plain = PLAIN.exec(typed.trim())?.[1];
    if (plain && (await hasCall(applicationId, plain, null))) return plain;
    throw badInput(
      'number',
      'phoneNumber',
      'This isn’t a phone number. Include the country code, such as +44 7700 900123.',
    );
  }

  /** Tells those who look at live calls with this number. */
  async function publishLive(accountId: string, number: string): Promise<void> {
    const live = await db
      .select({ callId: calls.id, applicationId: calls.applicationId })
      .from(calls)
      .innerJoin(applicationRows, eq(applicationRows.id, calls.applicationId))
      .where(and(eq(applicationRows.accountId, accountId), isNull(calls.endedAt), withContact(number)));
    for (const one of live) await publishCall({ db, realtime }, one);
  }

  return {
    /** Of a missed call, the one in which its caller was called back; see called-back.ts. */
    calledBack: createCalledBack(db),

    /** The name for the contact's number of a call that the reader may see. */
    async contactOf(
      { accountId }: Actor,
      call: Pick<CallRow, 'direction' | 'from' | 'to'>,
    ): Promise<ContactRow | null> {
      const number = contactNumberOf(call);
      return number ? contacts.of(accountId, number) : null;
    },

    /** Those of the ids that are contacts which the actor may see: for agents, of their own calls. */
    async contactsByIds(actor: Actor, ids: readonly string[]): Promise<ContactRow[]> {
      const found = await contacts.byIds(actor.accountId, ids);
      if (actor.role !== 'agent') return found;
      const { applicationId, userName } = actor;
      const own = await Promise.all(found.map(({ number }) => hasCall(applicationId ?? '', number, userName ?? '')));
      return found.filter((_, index) => own[index]);
    },

    /** Of the call that a leg belongs to. @throws NOT_FOUND, also for a leg that is not the agent's own */
    async ofLeg(actor: Actor, legUuid: string): Promise<CallerView | null> {
      const leg = await legOf(actor, legUuid);
      const [call] = await db.select().from(calls).where(eq(calls.id, leg.callId));
      if (!call) return null;
      const number = contactNumberOf(call);
      const own = actor.role === 'agent' && !(leg.live && (await isInLine(call, legUuid)));
      const [contact, keys, earlier] = await Promise.all([
        number ? contacts.of(actor.accountId, number) : null,
        keysOf(call),
        number ? earlierThan(actor, call, number, own) : [],
      ]);
      const called = call.direction === 'inbound' ? numberIn(call.to) : null;
      return { number, contact, called, keys, earlier };
    },

    /**
     * Names a number: agents those of their own calls.
     * @param name empty to remove the name
     * @throws BAD_INPUT, NOT_FOUND, FORBIDDEN (ownCalls)
     */
    async nameContact(
      actor: Actor,
      { applicationId, number, name }: { applicationId: string; number: string; name: string },
    ): Promise<ContactRow | null> {
      await applications.find(actor, applicationId);
      const digits = await checkNumber(applicationId, number);
      if (actor.role === 'agent' && !(await hasCall(applicationId, digits, actor.userName ?? ''))) {
        throw fail('FORBIDDEN', 'You can only name callers of your own calls.', { rule: 'ownCalls' });
      }
      const contact = await contacts.write(actor, digits, name);
      void publishLive(actor.accountId, digits);
      return contact;
    },
  };
}

export type CallerService = ReturnType<typeof createCaller>;
