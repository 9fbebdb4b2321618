import { and, desc, eq, isNotNull, lt } from 'drizzle-orm';
import type { FastifyBaseLogger } from 'fastify';
import { type Actor, requireRole } from '../accounts/actor.js';
import type { Audit } from '../accounts/audit/audit.js';
import { checkCountry } from '../applications/phone-number.js';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import { badInput, type ErrorCode, fail } from '../errors.js';
import { uuidv7 } from '../ids.js';
import { decodeNumberCursor, type Page, type PageRequest, pageSize, toPage } from '../page.js';
import type { Realtime } from '../realtime/topics.js';
import type { Ncco } from '../vonage/ncco.js';
import { type AccountAllowance, allowanceOf } from './allowances.js';
import { createAttempts } from './attempts.js';
import { type DiallingAttemptRow, diallingAttempts, diallingRules } from './dialling.table.js';
import { createJudge, type Dialler } from './judge-calls.js';
import { createKnownAllowances } from './known-allowances.js';
import type { Refusal } from './may-dial.js';
import { createRecentCalls } from './recent-calls.js';
import { refusalNcco, refusalSentence } from './refusal-words.js';

export interface UpdateDiallingRules {
  /** Null = the countries of the account's own numbers; undefined = unchanged. */
  countries?: string[] | null;
  callsPerUserPerHour?: number | null;
  callsPerDay?: number | null;
}

interface DiallingDeps {
  db: Db;
  audit: Audit;
  realtime: Realtime;
  clock: Clock;
  log: FastifyBaseLogger;
  /** Ends the listening. */
  signal: AbortSignal;
}

const CODES: Partial<Record<Refusal['rule'], ErrorCode>> = {
  hourly: 'LIMIT',
  daily: 'LIMIT',
  uncounted: 'UNAVAILABLE',
};
const MOST_PER_HOUR = 1000;
const MOST_PER_DAY = 100_000;

/**
 * Dialing costs money: which numbers agents may call, and how often. Inbound calls are not checked: an admin decides
 * where a preset connects them. Decided from memory; counts come from all servers.
 */
export function createDialling({ db, audit, realtime, clock, log, signal }: DiallingDeps) {
  const known = createKnownAllowances({ db, realtime, log, signal });
  const recent = createRecentCalls();
  const attempts = createAttempts({ db, audit, realtime, clock, log, recent, signal });
  const judge = createJudge({ clock, log, known, recent, attempts });

  async function rulesOf(accountId: string): Promise<AccountAllowance> {
    const [row] = await db.select().from(diallingRules).where(eq(diallingRules.accountId, accountId));
    return allowanceOf(row, await known.ownCountries(accountId));
  }

  return {
    /** Whether an application's rules are in memory. */
    knows: (applicationId: string): boolean => known.of(applicationId) !== null,

    /** Reads the rules again. @throws when the database cannot be read */
    reload: known.refresh,

    /**
     * The NCCO for an agent's call, or instead a sentence that says why the call is blocked. The database is only
     * queried near a limit.
     * @param legUuid of the agent's leg: requested twice with the same numbers, a call counts once
     * @throws UNAVAILABLE for an application whose rules were never read: then nothing is dialed
     */
    async screen(
      dialler: Omit<Dialler, 'way'>,
      legUuid: string,
      ncco: Ncco,
    ): Promise<{ ncco: Ncco; refusal: Refusal | null }> {
      const numbers = phoneNumbers(ncco);
      const refused = numbers.length > 0 ? await judge(legUuid, { ...dialler, way: 'call' }, numbers) : null;
      return refused ? { ncco: refusalNcco(refused.refusal), refusal: refused.refusal } : { ncco, refusal: null };
    },

    /**
     * For a number that an agent has us call.
     * @throws FORBIDDEN, LIMIT or UNAVAILABLE when the account's rules do not allow it, or it cannot be counted
     */
    async dial(dialler: Dialler, number: string): Promise<void> {
      const refused = await judge(uuidv7(clock.now()), dialler, [number]);
      if (!refused) return;
      const { rule, country, limit } = refused.refusal;
      const params = { ...(country && { country }), ...(limit !== null && { limit }) };
      const code = CODES[rule] ?? 'FORBIDDEN';
      const name = rule === 'country' && !country ? 'nowhere' : rule;
      throw fail(code, refusalSentence(refused.refusal), { field: 'target.number', rule: `dialling_${name}`, params });
    },

    /** What the account allows, and how much of a day's calls is used. */
    async rules(actor: Actor) {
      requireRole(actor, 'admin');
      const now = clock.now().getTime();
      return { ...(await rulesOf(actor.accountId)), callsInLastDay: recent.inLastDay(actor.accountId, now) };
    },

    /** Changes what the account allows. @throws BAD_INPUT */
    async update(actor: Actor, input: UpdateDiallingRules) {
      requireRole(actor, 'admin');
      const { accountId } = actor;
      const before = await rulesOf(accountId);
      const countries =
        input.countries === undefined
          ? before.chosenCountries
          : (input.countries?.map((country) => checkCountry('input.countries', country)) ?? null);
      const row = {
        countries: countries && [...new Set(countries)].sort(),
        callsPerUserPerHour: whole('callsPerUserPerHour', input, MOST_PER_HOUR) ?? before.callsPerUserPerHour,
        callsPerDay: whole('callsPerDay', input, MOST_PER_DAY) ?? before.callsPerDay,
      };
      await db.transaction(async (tx) => {
        const target = diallingRules.accountId;
        await tx
          .insert(diallingRules)
          .values({ accountId, ...row })
          .onConflictDoUpdate({ target, set: row });
        const { chosenCountries, callsPerUserPerHour, callsPerDay } = before;
        const change = {
          action: 'dialling.changed',
          target: { kind: 'dialling', id: accountId, name: '' },
          before: { countries: chosenCountries, callsPerUserPerHour, callsPerDay },
          after: row,
        };
        await audit.record(actor, change, tx);
      });
      await known.refresh();
      await realtime.publish('dialling', { accountId });
      return this.rules(actor);
    },

    /** Calls that were not placed, the newest first. */
    async refusals(actor: Actor, request: PageRequest): Promise<Page<DiallingAttemptRow>> {
      requireRole(actor, 'admin');
      const size = pageSize(request);
      const after = decodeNumberCursor(request.after);
      const rows = await db
        .select()
        .from(diallingAttempts)
        .where(
          and(
            eq(diallingAttempts.accountId, actor.accountId),
            isNotNull(diallingAttempts.refusedBy),
            after === null ? undefined : lt(diallingAttempts.id, after),
          ),
        )
        .orderBy(desc(diallingAttempts.id))
        .limit(size + 1);
      return toPage(rows, request, ({ id }) => String(id));
    },

    /** Reads the rules and the calls of the last 24 hours, and follows their changes from then on. */
    async start(): Promise<void> {
      await known.start();
      await attempts.start();
    },

    /** Waits for pending writes. */
    close: attempts.close,
  };
}

export type Dialling = ReturnType<typeof createDialling>;

/** The phone numbers that an NCCO connects with: E.164 digits. */
function phoneNumbers(ncco: Ncco): string[] {
  return ncco.flatMap((action) => {
    if (action.action !== 'connect') return [];
    return action.endpoint.flatMap((endpoint) =>
      endpoint.type === 'phone' ? [endpoint.number.replace(/^\+/, '')] : [],
    );
  });
}

function whole(
  name: 'callsPerUserPerHour' | 'callsPerDay',
  input: UpdateDiallingRules,
  max: number,
): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (Number.isInteger(value) && value >= 0 && value <= max) return value;
  throw badInput(`input.${name}`, 'range', `Enter a whole number from 0 to ${max}.`, { min: 0, max });
}
