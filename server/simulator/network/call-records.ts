import { createWriteStream, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Region } from '../../../shared/regions.js';
import type { LegDirection, LegStatus, StatusBody } from '../../vonage/webhook-bodies.js';
import { chargeOf } from '../account/pricing.js';
import type { WebhookTarget } from '../callbacks/callbacks.js';
import type { Leg } from './leg.js';
import { nameOf, type Party } from './party.js';

/** What is stored about a leg, also after its end and a restart. Times are ISO 8601. */
export interface CallRecord {
  uuid: string;
  application: string;
  region: Region;
  conversation: string;
  direction: LegDirection;
  from: Party;
  to: Party;
  status: LegStatus;
  reports: WebhookTarget | null;
  startedAt: string;
  answeredAt: string | null;
  endedAt: string | null;
}

/** Ended calls that the API still lists; older ones are deleted. */
const MOST_KEPT = 20_000;

/** Talk time in whole seconds, rounded up, as in Vonage's own figures. */
function span(record: CallRecord): { start: Date; end: Date; seconds: number } {
  const end = new Date(Math.ceil(Date.parse(record.endedAt ?? record.startedAt) / 1000) * 1000);
  const start = record.answeredAt ? new Date(Math.floor(Date.parse(record.answeredAt) / 1000) * 1000) : end;
  return { start, end, seconds: (end.getTime() - start.getTime()) / 1000 };
}

/** Price and times of a record, in the words of webhooks and in those of the Voice API. */
export function bill(record: CallRecord): {
  completed: Pick<StatusBody, 'start_time' | 'end_time' | 'duration' | 'rate' | 'price' | 'network'>;
  mccmnc: string;
} {
  const { start, end, seconds } = span(record);
  const party = record.direction === 'inbound' ? record.from : record.to;
  const charge = chargeOf(party, record.direction, seconds);
  return {
    completed: {
      end_time: end.toISOString(),
      duration: String(seconds),
      start_time: record.answeredAt ? start.toISOString() : null,
      rate: charge.rate,
      price: charge.price,
      network: charge.network,
    },
    mccmnc: charge.mccmnc,
  };
}

/** The `completed` event of a call that was live when the simulator stopped. */
export function completedBody(record: CallRecord): StatusBody {
  return {
    headers: {},
    from: nameOf(record.from),
    to: nameOf(record.to),
    uuid: record.uuid,
    conversation_uuid: record.conversation,
    status: 'completed',
    direction: record.direction,
    timestamp: record.endedAt ?? record.startedAt,
    ...bill(record).completed,
    disconnected_by: 'platform',
  };
}

/**
 * Calls of this account: their latest state in memory, every change also in a journal file, so that a restart knows
 * which calls were live.
 * @param dataDir the simulator's folder
 */
export function createCallRecords({ dataDir }: { dataDir: string }) {
  const path = join(dataDir, 'calls.jsonl');
  const records = readJournal(path);
  mkdirSync(dataDir, { recursive: true });
  writeJournal(path, records);
  const journal = createWriteStream(path, { flags: 'a' });
  let liveInTheOldJournal = [...records.values()].filter((record) => !record.endedAt);

  function keep(record: CallRecord): void {
    records.set(record.uuid, record);
    journal.write(`${JSON.stringify(record)}\n`);
    if (records.size > MOST_KEPT) forgetOldest(records);
  }

  return {
    /** Stores the current state of a leg. @returns its bill so far */
    write(leg: Leg) {
      const record: CallRecord = {
        uuid: leg.uuid,
        application: leg.application.id,
        region: leg.room.region,
        conversation: leg.room.id,
        direction: leg.direction,
        from: leg.from,
        to: leg.to,
        status: leg.status,
        reports: leg.reports,
        startedAt: leg.startedAt.toISOString(),
        answeredAt: leg.answeredAt?.toISOString() ?? null,
        endedAt: leg.endedAt?.toISOString() ?? null,
      };
      // A call between two phones belongs to no application.
      if (record.application) keep(record);
      return bill(record);
    },

    /** Ends, once, the calls that were live when the simulator last stopped. @returns those calls */
    endThoseOfLastRun(now: Date): CallRecord[] {
      const ended = liveInTheOldJournal.map((record): CallRecord => {
        return { ...record, status: 'completed', endedAt: now.toISOString() };
      });
      liveInTheOldJournal = [];
      for (const record of ended) keep(record);
      return ended;
    },

    get: (uuid: string): CallRecord | undefined => records.get(uuid),
    /** Calls of an application in one region. */
    ofApplication: (application: string, region: Region): CallRecord[] =>
      [...records.values()].filter((record) => record.application === application && record.region === region),

    close: (): Promise<void> => new Promise((resolve) => journal.end(resolve)),
  };
}

export type CallRecords = ReturnType<typeof createCallRecords>;

function forgetOldest(records: Map<string, CallRecord>): void {
  for (const [uuid, record] of records) {
    if (!record.endedAt) continue;
    records.delete(uuid);
    return;
  }
}

function readJournal(path: string): Map<string, CallRecord> {
  const records = new Map<string, CallRecord>();
  if (!existsSync(path)) return records;
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const record = parseLine(line);
    if (record) records.set(record.uuid, record);
  }
  return records;
}

/** A line cut short by a crash is ignored. */
function parseLine(line: string): CallRecord | null {
  try {
    // A line of an earlier version knows no region.
    const { region = 'eu-west', ...record } = JSON.parse(line) as CallRecord;
    return { region, ...record };
  } catch {
    return null;
  }
}

/** One line per stored call; the file is replaced as a whole, so that a crash leaves the old one. */
function writeJournal(path: string, records: Map<string, CallRecord>): void {
  const kept = [...records.values()].slice(-MOST_KEPT);
  writeFileSync(`${path}.new`, kept.map((record) => `${JSON.stringify(record)}\n`).join(''), { mode: 0o600 });
  renameSync(`${path}.new`, path);
}
