import { asc } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApplier } from '../../server/calls/applier.js';
import { calls, legs } from '../../server/calls/calls.table.js';
import { classifyEvent } from '../../server/calls/classify-event.js';
import { events } from '../../server/calls/events.table.js';
import { createInbox, type NewEvent } from '../../server/calls/inbox.js';
import { systemClock } from '../../server/clock.js';
import { connect, type Database } from '../../server/db/connect.js';
import { createRealtime } from '../../server/realtime/pubsub.js';
import { createTestDatabase } from '../helpers/database.js';
import { seeded, shuffled, type Told, tellStory } from './stories.js';

const log = pino({ level: 'silent' });

/** What a server has for events, and nothing else. */
async function createServer(url: string) {
  const database = connect(url, 3);
  const realtime = await createRealtime({ sql: database.sql, log });
  const applier = createApplier({ db: database.db, realtime, clock: systemClock, log });
  const inbox = createInbox({ sql: database.sql, clock: systemClock, log, stored: applier.start });
  return {
    ...database,
    realtime,
    applier,
    inbox,
    async stop() {
      await applier.close();
      await realtime.close();
      await database.close();
    },
  };
}
type Server = Awaited<ReturnType<typeof createServer>>;

function posted(applicationId: string, { door, body }: Told): NewEvent {
  return { applicationId, door, kind: classifyEvent(body), raw: Buffer.from(JSON.stringify(body)), body };
}

function asked(applicationId: string, record: Record<string, unknown>): NewEvent {
  return {
    applicationId,
    door: 'reconcile',
    kind: 'status',
    raw: Buffer.from(`asked ${JSON.stringify(record)}`),
    body: record,
  };
}

/** Everything but what depends on when it was: ids and the time of asking again. */
async function finalState(db: Database['db']) {
  const callRows = await db.select().from(calls).orderBy(asc(calls.applicationId), asc(calls.key));
  const legRows = await db.select().from(legs).orderBy(asc(legs.applicationId), asc(legs.uuid));
  const eventRows = await db.select().from(events);
  const nameOf = new Map(callRows.map((row) => [row.id, row.key]));
  const at = (row: (typeof eventRows)[number]) => row.raw.toString();
  return {
    calls: callRows.map(({ id: _, applicationId: __, reconcileAt, ...row }) => ({
      ...row,
      asking: reconcileAt !== null,
    })),
    legs: legRows.map(({ callId, applicationId: _, ...row }) => ({ ...row, call: nameOf.get(callId) })),
    events: eventRows
      .map((row) => ({ raw: at(row), call: nameOf.get(row.callId ?? ''), applied: row.appliedAt !== null }))
      .sort((left, right) => (left.raw < right.raw ? -1 : 1)),
  };
}

describe('the inbox and its applier, on a real database', () => {
  const databases: { url: string; drop(): Promise<void> }[] = [];
  const servers: Server[] = [];
  const start = async (url: string) => {
    const server = await createServer(url);
    servers.push(server);
    return server;
  };

  beforeAll(async () => {
    databases.push(await createTestDatabase(), await createTestDatabase());
  });
  afterAll(async () => {
    for (const server of servers) await server.stop();
    for (const database of databases) await database.drop();
  });

  it('gives the same calls for 60 disorderly schedules through two servers as for the orderly ones', async () => {
    const orderly = await start(databases[0]!.url);
    const [one, other] = [await start(databases[1]!.url), await start(databases[1]!.url)];

    for (let seed = 1; seed <= 60; seed += 1) {
      const random = seeded(seed * 104_729);
      const applicationId = `application-${seed}`;
      const story = tellStory(seed, 2);
      const lost = new Set(story.events.filter(({ body }) => random() < (body.status === 'completed' ? 0.3 : 0.04)));
      const arrived = story.events.filter((event) => !lost.has(event)).map((event) => posted(applicationId, event));
      const doubled = arrived.filter(() => random() < 0.2);
      const records = [...story.records.values()]
        .filter((record) => [...lost].some((event) => event.body.uuid === record.uuid))
        .map((record) => asked(applicationId, record));

      for (const event of [...arrived, ...records]) await orderly.inbox.accept(event);
      await orderly.applier.apply(applicationId);
      const mixed = shuffled([...arrived, ...doubled, ...records], random);
      await Promise.all(mixed.map((event) => (random() < 0.5 ? one : other).inbox.accept(event)));
      await Promise.all([one.applier.apply(applicationId), other.applier.apply(applicationId)]);
    }

    const expected = await finalState(orderly.db);
    expect(await finalState(one.db)).toEqual(expected);
    expect(expected.events.every((event) => event.applied && event.call)).toBe(true);
    expect(expected.calls.every((call) => call.endedAt !== null && !call.asking)).toBe(true);
  }, 120_000);
});
