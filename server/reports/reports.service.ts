import { and, desc, eq, gte, lt, sql } from 'drizzle-orm';
import { daysBetween, hoursBetween, QUARTER_MS, sameTimeAfter } from '../../shared/time-zone.js';
import { type Actor, requireRole } from '../accounts/actor.js';
import { checkTimeZone, timeZoneOf } from '../accounts/time-zone.js';
import type { Applications } from '../applications/applications.service.js';
import type { Clock } from '../clock.js';
import type { Db } from '../db/connect.js';
import { badInput } from '../errors.js';
import type { Jobs } from '../jobs/jobs.service.js';
import { filterInstant } from '../page.js';
import { type Attention, attentionOf } from './attention.js';
import { average, type Figures, figuresOf, type Part } from './figures.js';
import { agentQuarterHours, countedCalls, quarterHours } from './reports.table.js';

const DAY_MS = 24 * 3600_000;
/** A month, and the hour by which summer time may lengthen it. */
const LONGEST_MS = 31 * DAY_MS + 3600_000;
/** Longer periods are split into days instead of hours. */
const LONGEST_IN_HOURS_MS = 2 * DAY_MS;
const MOST_AGENTS = 100;

export interface DayQuery {
  applicationId: string;
  from: Date;
  until: Date;
  /** IANA name; the account's zone without it. */
  timeZone?: string | null;
}

export interface HourFigures extends Figures {
  from: Date;
  until: Date;
}

export interface AgentFigures {
  name: string;
  /** Calls in which they talked. */
  inbound: number;
  outbound: number;
  talkSeconds: number;
  averageTalkSeconds: number | null;
}

export interface DayFigures extends HourFigures {
  applicationId: string;
  timeZone: string;
  hours: HourFigures[];
  agents: AgentFigures[];
  attention: Attention[];
}

/** Figures of calls, read from quarter hours that are kept up to date as calls end. */
export function createReports(deps: { db: Db; jobs: Jobs; clock: Clock; applications: Applications }) {
  const { db, applications, clock } = deps;

  /** What happened in each part of a period. @param starts where the parts begin, in order */
  async function partsOf(applicationId: string, starts: Date[], until: Date): Promise<Part[][]> {
    const texts = `{${starts.map((start) => start.toISOString()).join()}}`;
    const at = sql<number>`width_bucket(${quarterHours.quarter}, ${texts}::timestamptz[])`;
    const sum = (column: keyof Pick<Part, 'calls' | 'inTime' | 'wait' | 'talk'>) =>
      sql<number>`sum(${quarterHours[column]})::float8`.mapWith(Number);
    const { direction, outcome, reason, country } = quarterHours;
    const rows = await db
      .select({
        part: at.mapWith(Number),
        direction,
        outcome,
        reason,
        country,
        calls: sum('calls'),
        inTime: sum('inTime'),
        wait: sum('wait'),
        talk: sum('talk'),
      })
      .from(quarterHours)
      .where(
        and(
          eq(quarterHours.applicationId, applicationId),
          gte(quarterHours.quarter, starts[0]!),
          lt(quarterHours.quarter, until),
        ),
      )
      .groupBy(sql`1`, direction, outcome, reason, country);
    const parts: Part[][] = starts.map(() => []);
    for (const { part, ...row } of rows) parts[part - 1]!.push(row);
    return parts;
  }

  async function agentsOf(applicationId: string, from: Date, until: Date): Promise<AgentFigures[]> {
    const { agent, quarter } = agentQuarterHours;
    const sum = (column: 'inbound' | 'outbound' | 'talk') =>
      sql<number>`sum(${agentQuarterHours[column]})::float8`.mapWith(Number);
    const rows = await db
      .select({ name: agent, inbound: sum('inbound'), outbound: sum('outbound'), talkSeconds: sum('talk') })
      .from(agentQuarterHours)
      .where(and(eq(agentQuarterHours.applicationId, applicationId), gte(quarter, from), lt(quarter, until)))
      .groupBy(agent)
      .orderBy(desc(sql`sum(${agentQuarterHours.inbound} + ${agentQuarterHours.outbound})`), agent)
      .limit(MOST_AGENTS);
    return rows
      .filter(({ inbound, outbound }) => inbound + outbound > 0)
      .map((row) => ({ ...row, averageTalkSeconds: average(row.talkSeconds, row.inbound + row.outbound) }));
  }

  return {
    /**
     * Figures of a period: of all of it, of each of its hours (of its days if it is longer than two days), of agents.
     * @param query `from` and `until` are moved to full quarter hours, so that nothing in between is left out
     * @throws FORBIDDEN, NOT_FOUND, BAD_INPUT (period, range, timeZone)
     */
    async day(actor: Actor, query: DayQuery): Promise<DayFigures> {
      requireRole(actor, 'admin', 'supervisor');
      await applications.find(actor, query.applicationId);
      const { from, until } = checkPeriod(query);
      const timeZone = query.timeZone
        ? checkTimeZone('timeZone', query.timeZone)
        : ((await timeZoneOf(db, actor.accountId)) ?? 'UTC');
      const isShort = until.getTime() - from.getTime() <= LONGEST_IN_HOURS_MS;
      const starts = (isShort ? hoursBetween : daysBetween)(from, until, timeZone);
      const [parts, agents] = await Promise.all([
        partsOf(query.applicationId, starts, until),
        agentsOf(query.applicationId, from, until),
      ]);
      const spans = starts.map((start, at) => ({ from: start, until: starts[at + 1] ?? until, parts: parts[at]! }));
      return {
        ...figuresOf(parts.flat()),
        ...{ applicationId: query.applicationId, from, until, timeZone, agents },
        hours: spans.map(({ parts: own, ...span }) => ({ ...span, ...figuresOf(own) })),
        attention: attentionOf(spans),
      };
    },

    /**
     * What the same days were like the last time: as many days, ending when the period begins. Of a period that goes on,
     * only as much is compared as has passed of it.
     */
    async before({ applicationId, from, until, timeZone }: DayFigures): Promise<HourFigures> {
      // A day has 23 or 25 hours where clocks change.
      const days = -Math.max(1, Math.round((until.getTime() - from.getTime()) / DAY_MS));
      const passed = Math.ceil(clock.now().getTime() / QUARTER_MS) * QUARTER_MS;
      const end = new Date(Math.max(from.getTime(), Math.min(until.getTime(), passed)));
      const period = { from: sameTimeAfter(from, days, timeZone), until: sameTimeAfter(end, days, timeZone) };
      const [parts] = await partsOf(applicationId, [period.from], period.until);
      return { ...figuresOf(parts!), ...period };
    },

    /** Deletes the figures of a deleted application, whose calls are deleted already. */
    async forget(applicationId: string): Promise<void> {
      await db.delete(quarterHours).where(eq(quarterHours.applicationId, applicationId));
      await db.delete(agentQuarterHours).where(eq(agentQuarterHours.applicationId, applicationId));
      await db.delete(countedCalls).where(eq(countedCalls.applicationId, applicationId));
    },
  };
}

export type Reports = ReturnType<typeof createReports>;

/** @throws BAD_INPUT (period, range) */
function checkPeriod(query: DayQuery): { from: Date; until: Date } {
  const from = filterInstant('from', query.from)!;
  const until = filterInstant('until', query.until)!;
  const quarters = (at: Date, round: (quarters: number) => number) =>
    new Date(round(at.getTime() / QUARTER_MS) * QUARTER_MS);
  const period = { from: quarters(from, Math.floor), until: quarters(until, Math.ceil) };
  const length = period.until.getTime() - period.from.getTime();
  if (length > 0 && length <= LONGEST_MS) return period;
  throw badInput('until', 'period', 'Ask for a period that ends after it begins and is at most 31 days long.');
}
