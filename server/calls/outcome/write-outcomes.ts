import { and, asc, eq, inArray, sql } from 'drizzle-orm';
import type { DbOrTx } from '../../db/connect.js';
import { type CallRow, calls, type LegRow, legs } from '../calls.table.js';
import { events } from '../events/events.table.js';
import { type LegView, viewLeg } from '../fold/leg-state.js';
import { loadWork } from './load-work.js';
import { type Summary, summarize } from './summarize.js';
import { problemIn } from './why-not.js';

type Known = Pick<
  CallRow,
  'id' | 'key' | 'direction' | 'conversationUuid' | 'from' | 'to' | 'userName' | 'status' | 'endedBy'
> &
  Pick<CallRow, 'startedAt' | 'answeredAt' | 'endedAt'>;

/**
 * Says again how calls ended, from what is kept of them: after an operation has ended, and for calls from before this was
 * kept. The caller holds the lock of their application.
 */
export async function writeOutcomes(tx: DbOrTx, callIds: string[]): Promise<void> {
  if (callIds.length === 0) return;
  const found: Known[] = await tx.select().from(calls).where(inArray(calls.id, callIds));
  const rows = await tx.select().from(legs).where(inArray(legs.callId, callIds));
  const work = await loadWork(tx, callIds);
  const problems = await problemsOf(tx, callIds);
  const summaries = found.map((call) => {
    const views = rows.filter((row) => row.callId === call.id).map(view);
    const all = views.length > 0 ? views : imagined(call);
    const anchor = anchorAmong(call, all);
    const others = all.filter((leg) => leg !== anchor);
    const { id, direction } = call;
    return {
      id,
      ...summarize({ direction, anchor, others, work: work.get(id) ?? [], problems: problems.get(id) ?? [] }),
    };
  });
  await write(tx, summaries);
}

const view = ({ uuid, state }: LegRow): LegView => viewLeg(uuid, state);

/** What error webhooks said of each call. */
async function problemsOf(tx: DbOrTx, callIds: string[]): Promise<Map<string, string[]>> {
  const rows = await tx
    .select({ callId: events.callId, body: events.body })
    .from(events)
    .where(and(inArray(events.callId, callIds), eq(events.kind, 'error')))
    .orderBy(asc(events.id));
  const found = new Map<string, string[]>();
  for (const { callId, body } of rows) {
    const words = problemIn(body);
    if (callId && words) found.set(callId, [...(found.get(callId) ?? []), words]);
  }
  return found;
}

const order = (leg: LegView) => leg.startedAt + leg.uuid;

/** The leg with which a call began, by its key (call-groups.ts). */
function anchorAmong({ key, conversationUuid }: Known, all: LegView[]): LegView {
  const inOrder = [...all].sort((left, right) => (order(left) < order(right) ? -1 : 1));
  const here = inOrder.filter(({ home }) => home === conversationUuid);
  const named = here.find(({ uuid }) => key.endsWith(` ${uuid}`));
  return named ?? here.find(({ direction }) => direction === 'inbound') ?? here[0] ?? inOrder[0]!;
}

/** The legs of a call of which only the row is left. */
function imagined({ direction, from, to, userName, status, ...call }: Known): LegView[] {
  const iso = (time: Date | null) => time?.toISOString() ?? null;
  const startedAt = call.startedAt.toISOString();
  const endedAt = iso(call.endedAt);
  const leg: LegView = {
    uuid: '',
    home: call.conversationUuid,
    direction: 'inbound',
    from,
    to,
    userName: direction === 'outbound' ? userName : null,
    status: 'completed',
    startedAt,
    ringingAt: null,
    answeredAt: startedAt,
    endedAt,
    duration: null,
    price: null,
    detail: null,
    disconnectedBy: call.endedBy === 'caller' ? 'user' : 'platform',
    answer: null,
    operation: null,
    signedOut: false,
    live: endedAt === null,
    closed: true,
    reconciled: false,
  };
  const called: LegView = {
    ...leg,
    uuid: ' ',
    direction: 'outbound',
    userName: direction === 'inbound' ? userName : null,
    status,
    answeredAt: iso(call.answeredAt),
    disconnectedBy: null,
  };
  return [leg, called];
}

async function write(tx: DbOrTx, list: (Summary & { id: string })[]): Promise<void> {
  if (list.length === 0) return;
  await tx.execute(sql`
    update calls set outcome = row.outcome, outcome_reason = row."outcomeReason", outcome_user = row."outcomeUser",
      outcome_detail = row."outcomeDetail", wait = row.wait, agents = row.agents
    from jsonb_to_recordset(${JSON.stringify(list)}::jsonb) as row (id uuid, outcome text, "outcomeReason" text,
      "outcomeUser" text, "outcomeDetail" text, wait int, agents text[])
    where calls.id = row.id`);
}
