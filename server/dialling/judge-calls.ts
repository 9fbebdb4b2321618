import { createHash } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../clock.js';
import { fail } from '../errors.js';
import { inTime } from '../in-time.js';
import type { AccountAllowance } from './allowances.js';
import type { createAttempts } from './attempts.js';
import type { DiallingAttemptRow } from './dialling.table.js';
import type { createKnownAllowances } from './known-allowances.js';
import { countryOf, type Dialled, mayDial, type Refusal } from './may-dial.js';
import type { createRecentCalls } from './recent-calls.js';

/** Who wants to call which numbers. */
export interface Dialler {
  applicationId: string;
  userName: string;
  way: DiallingAttemptRow['way'];
}

/** Why a call is not placed, and for which of its numbers. */
export interface Refused {
  refusal: Refusal;
  number: string;
}

interface JudgeDeps {
  clock: Clock;
  log: Pick<FastifyBaseLogger, 'warn'>;
  known: ReturnType<typeof createKnownAllowances>;
  recent: ReturnType<typeof createRecentCalls>;
  attempts: ReturnType<typeof createAttempts>;
}

/** Calls that a server lets pass from memory before they are written. */
const MOST_UNWRITTEN = 3;
/** So many calls may all servers together (eight of them) have let pass that no other one sees yet. */
const UNSEEN = 8 * MOST_UNWRITTEN;
/** Milliseconds that the database may take to count; Vonage waits 5 seconds for an answer (Vonage: webhooks §1). */
const COUNTING_MS = 2000;

/**
 * Judges and counts calls. Far from both limits a server decides from memory and writes afterwards. In their second half,
 * and where more calls come at once than others can know of, the database decides, one call of the account after the
 * other: the limits are exact over all servers. When it cannot be asked, calls far from the limits are placed all the
 * same, and those near them are not: a limit is there to protect money, and nobody can say how much of it is left.
 */
export function createJudge({ clock, log, known, recent, attempts }: JudgeDeps) {
  /**
   * @param leg repeated with the same numbers it is the same call, with others a new one
   * @returns null if the call may be placed; it counts from now on
   * @throws UNAVAILABLE for an application whose rules were never read
   */
  return async function judge(leg: string, dialler: Dialler, numbers: string[]): Promise<Refused | null> {
    const { applicationId, userName, way } = dialler;
    const found = known.of(applicationId);
    if (!found) throw fail('UNAVAILABLE', 'What may be dialled is not known yet.');
    const { accountId, allowance } = found;
    const key = keyOf(applicationId, leg, numbers);
    if (recent.has(key)) return null;
    const at = clock.now();
    const call = { key, accountId, applicationId, at, userName, way };

    const refuse = ({ refusal, number }: Refused): Refused => {
      const { rule, country } = refusal;
      if (rule !== 'uncounted') attempts.later({ ...call, refusedBy: rule, number, country });
      return { refusal, number };
    };
    const place = (): null => {
      recent.add({ key, accountId, applicationId, userName, at: at.getTime() });
      return null;
    };
    const allowed = { ...call, refusedBy: null, number: null, country: null };

    const dialled = recent.count({ accountId, applicationId, userName }, at.getTime());
    for (const number of numbers) {
      const refusal = mayDial(number, allowance, dialled);
      if (refusal) return refuse({ refusal, number });
    }
    const near = isNear(dialled, allowance);
    if (!near && attempts.unwritten(accountId) < MOST_UNWRITTEN) {
      attempts.later(allowed);
      return place();
    }
    try {
      const rule = await inTime(COUNTING_MS, attempts.count(allowed, allowance));
      if (!rule) return place();
      const limit = rule === 'hourly' ? allowance.callsPerUserPerHour : allowance.callsPerDay;
      return refuse({ refusal: { rule, country: countryOf(numbers[0]!), limit }, number: numbers[0]! });
    } catch (error) {
      log.warn({ err: error, applicationId }, 'The calls to phone numbers could not be counted.');
      if (near) return refuse({ refusal: { rule: 'uncounted', country: null, limit: null }, number: numbers[0]! });
      attempts.later(allowed);
      return place();
    }
  };
}

/** Whether all servers together might reach a limit before they know of each other's calls. */
function isNear({ byUserInLastHour, inLastDay }: Dialled, { callsPerUserPerHour, callsPerDay }: AccountAllowance) {
  const near = (used: number, limit: number) => limit - used <= Math.max(limit / 2, UNSEEN);
  return near(byUserInLastHour, callsPerUserPerHour) || near(inLastDay, callsPerDay);
}

/** The same leg with the same numbers; numbers of calls that were placed are kept nowhere in the clear. */
function keyOf(applicationId: string, leg: string, numbers: string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([applicationId, leg, ...numbers]))
    .digest('base64url');
}
