import { createHash } from 'node:crypto';
import type { FastifyBaseLogger } from 'fastify';
import type { Clock } from '../clock.js';
import { isDatabaseAway } from '../db/is-database-away.js';
import { fail } from '../errors.js';
import { inTime } from '../in-time.js';
import type { createAttempts } from './attempts.js';
import type { DiallingAttemptRow } from './dialling.table.js';
import type { createKnownAllowances } from './known-allowances.js';
import { countryOf, mayDial, type Refusal } from './may-dial.js';
import { createRecentCalls } from './recent-calls.js';
import { mayPlaceUncounted } from './uncounted-share.js';

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

/** Milliseconds that the database may take to count; Vonage waits 5 seconds for an answer (Vonage: webhooks §1). */
const COUNTING_MS = 2000;

/**
 * Judges and counts calls. Which numbers may be called is decided from memory; how many, by the database, one call of the
 * account after the other, so that limits hold exactly over all servers. What it does not count in time is refused, since
 * limits are there to protect money. Only while the database is away, for all servers as far as anyone can tell, does a
 * server place calls from its share.
 */
export function createJudge({ clock, log, known, recent, attempts }: JudgeDeps) {
  /** Calls that this server placed without counting them. */
  const uncounted = createRecentCalls();

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
    const counted = { key, accountId, applicationId, userName, at: at.getTime() };

    const refuse = ({ refusal, number }: Refused): Refused => {
      const { rule, country } = refusal;
      if (rule !== 'uncounted') attempts.refused({ ...call, refusedBy: rule, number, country });
      return { refusal, number };
    };

    for (const number of numbers) {
      const refusal = mayDial(number, allowance.countries);
      if (refusal) return refuse({ refusal, number });
    }
    const [number] = numbers as [string];
    const allowed = { ...call, refusedBy: null, number: null, country: null };
    const tooLate = new AbortController();
    try {
      const full = await inTime(COUNTING_MS, attempts.count(allowed, tooLate.signal));
      if (full) return refuse({ refusal: { ...full, country: countryOf(number) }, number });
    } catch (error) {
      tooLate.abort();
      log.warn({ err: error, applicationId }, 'The calls to phone numbers could not be counted.');
      // Nothing is awaited from here on, so that several calls at once do not see the same share.
      const now = at.getTime();
      const fits = mayPlaceUncounted(recent.count(counted, now), uncounted.count(counted, now), allowance);
      if (!isDatabaseAway(error) || !fits) {
        return refuse({ refusal: { rule: 'uncounted', country: null, limit: null }, number });
      }
      uncounted.add(counted);
      attempts.placed(allowed);
    }
    recent.add(counted);
    return null;
  };
}

/** The same leg with the same numbers; numbers of calls that were placed are kept nowhere in the clear. */
function keyOf(applicationId: string, leg: string, numbers: string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([applicationId, leg, ...numbers]))
    .digest('base64url');
}
