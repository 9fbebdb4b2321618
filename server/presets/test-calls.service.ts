import { randomInt } from 'node:crypto';
import { and, eq, isNull, lt, or } from 'drizzle-orm';
import type { PresetKind } from '../../shared/preset-kinds.js';
import type { Accounts } from '../accounts/accounts.service.js';
import { type Actor, requireRole } from '../accounts/actor.js';
import type { Audit } from '../accounts/audit/audit.js';
import type { Applications } from '../applications/applications.service.js';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import { fail } from '../errors.js';
import type { Ncco } from '../vonage/ncco.js';
import type { CallFacts } from './call-facts.js';
import { checkedText } from './check-template.js';
import { compileChoice, compilePreset, readMenuQuery } from './compile-preset.js';
import type { MenuChoice } from './presets.table.js';
import type { KeyPress, Routing } from './routing.js';
import { type TestCallRow, testCalls } from './test-calls.table.js';

/** A draft, and how to call it. */
export interface TestCall {
  /** The caller to use: a number for a call from outside, a user's name for one that an agent places. */
  id: string;
  /** The number to dial from outside: E.164 digits; an unassigned one where the application has none. */
  to: string;
  expiresAt: Date;
}

export interface StartTestCall {
  ncco: unknown;
  /** Empty to use the IVR's menu. */
  menu: MenuChoice[];
}

/** What a test call is answered. */
export interface TestAnswer {
  ncco: Ncco;
  kind: PresetKind;
  /** A draft has none. */
  version: null;
  reason: 'test-call';
}

/** Country code 999 is not assigned (ITU E.164), so no caller from a telephone network looks like a test call. */
const MARK = /^999[0-9]{12}$/;
/** Dialed where an application has no number yet. */
const NO_NUMBER = '999000000000';
const LASTS_MS = 10 * 60_000;
const KEPT_MS = 24 * 60 * 60_000;
const OVER: Ncco = [{ action: 'talk', text: 'This test call is over. Please start it again.' }];

interface TestCallsDeps {
  db: Db;
  audit: Audit;
  accounts: Accounts;
  applications: Applications;
  routing: Routing;
  clock: Clock;
}

/**
 * Calls that try a draft before it is published. The draft is stored under an id that cannot be guessed; a handset calls
 * with this id as its number, and the first such leg is answered with the draft, on any server.
 */
export function createTestCalls({ db, audit, accounts, applications, routing, clock }: TestCallsDeps) {
  const of = (applicationId: string, id: string) =>
    and(eq(testCalls.id, id), eq(testCalls.applicationId, applicationId));

  /** Reserves the draft for a leg. @returns null if it has expired or another leg has it; undefined if there is none */
  async function claim(applicationId: string, id: string, leg: string): Promise<TestCallRow | null | undefined> {
    const [mine] = await db
      .update(testCalls)
      .set({ leg })
      .where(and(of(applicationId, id), or(isNull(testCalls.leg), eq(testCalls.leg, leg))))
      .returning();
    if (mine) return mine.expiresAt > clock.now() ? mine : null;
    const [others] = await db.select({ id: testCalls.id }).from(testCalls).where(of(applicationId, id));
    return others && null;
  }

  function answered({ id, applicationId, kind, menu, ncco: template }: TestCallRow, facts: CallFacts) {
    const preset = { kind, ncco: template, menu: menu.length > 0 ? menu : routing.ivrMenu(applicationId) };
    const dtmfUrl = `${routing.dtmfUrl(applicationId)}?test=${id}`;
    const fillings = { facts, outgoingNumber: routing.outgoingNumber(applicationId), dtmfUrl };
    const told = (ncco: Ncco): TestAnswer => ({ ncco, kind, version: null, reason: 'test-call' });
    return {
      call: () => told(compilePreset(preset, fillings)),
      keys: ({ digits, query }: KeyPress) =>
        told(compileChoice(preset, digits, readMenuQuery(query).attempt, fillings).ncco),
    };
  }

  return {
    /**
     * Stores a draft for one call.
     * @throws INVALID_NCCO with the findings, BAD_INPUT, CONFLICT where the account has no handsets to call with, NOT_FOUND, FORBIDDEN
     */
    async start(actor: Actor, applicationId: string, kind: PresetKind, input: StartTestCall): Promise<TestCall> {
      requireRole(actor, 'admin');
      const application = await applications.find(actor, applicationId);
      const { simulatorUrl } = await accounts.account(actor);
      if (!simulatorUrl) {
        throw fail('CONFLICT', 'Test calls need the simulator. Use the preview instead.', {
          rule: 'noHandsets',
        });
      }
      const text = checkedText(input);
      const now = clock.now().getTime();
      await db.delete(testCalls).where(lt(testCalls.expiresAt, new Date(now - KEPT_MS)));
      const id = `999${String(randomInt(10 ** 12)).padStart(12, '0')}`;
      const expiresAt = new Date(now + LASTS_MS);
      await db.transaction(async (tx) => {
        await tx.insert(testCalls).values({ id, applicationId, kind, ...text, startedBy: actor.memberId, expiresAt });
        const target = { kind: 'preset', id: `${applicationId}/${kind}`, name: application.name };
        await audit.record(actor, { action: 'preset.tested', target }, tx);
      });
      return { id, to: routing.outgoingNumber(applicationId) ?? NO_NUMBER, expiresAt };
    },

    /** The id of a test call, or null for every other call. In memory only, so that real calls are not delayed. */
    callerOf({ from, agent }: CallFacts): string | null {
      const caller = agent ?? from;
      return typeof caller === 'string' && MARK.test(caller) ? caller : null;
    },

    /** The id of the test call whose menu got a key press, from the query of the draft's DTMF_URL. */
    menuOf: (query: Record<string, unknown>): string | null =>
      typeof query.test === 'string' && MARK.test(query.test) ? query.test : null,

    /**
     * What a test call hears. @param id from `callerOf`
     * @returns null if there is no such draft
     */
    async answer(applicationId: string, id: string, leg: string, facts: CallFacts): Promise<TestAnswer | null> {
      const draft = await claim(applicationId, id, leg);
      if (draft === undefined) return null;
      return draft ? answered(draft, facts).call() : over();
    },

    /** What follows a key press in a test call. @param id from `menuOf` */
    async dtmf(applicationId: string, id: string, leg: string, press: KeyPress, facts: CallFacts): Promise<TestAnswer> {
      const draft = await claim(applicationId, id, leg);
      return draft ? answered(draft, facts).keys(press) : over();
    },
  };
}

export type TestCalls = ReturnType<typeof createTestCalls>;

const over = (): TestAnswer => ({ ncco: OVER, kind: 'custom', version: null, reason: 'test-call' });
