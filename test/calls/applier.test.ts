import { asc, eq } from 'drizzle-orm';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accounts } from '../../server/accounts/accounts.table.js';
import { applications } from '../../server/applications/applications.table.js';
import { calls, legs } from '../../server/calls/calls.table.js';
import { classifyEvent } from '../../server/calls/events/classify-event.js';
import type { NewEvent } from '../../server/calls/events/event-row.js';
import { events } from '../../server/calls/events/events.table.js';
import { createInbox } from '../../server/calls/events/inbox.js';
import { makePartitions } from '../../server/calls/events/partitions.js';
import { createApplier } from '../../server/calls/fold/applier.js';
import { systemClock } from '../../server/clock.js';
import { connect, type Database } from '../../server/db/connect.js';
import { uuidv7 } from '../../server/ids.js';
import { createJobs } from '../../server/jobs/jobs.service.js';
import { createRealtime } from '../../server/realtime/pubsub.js';
import { createTestDatabase } from '../helpers/database.js';
import { waitFor } from '../helpers/wait-for.js';
import { seeded, shuffled, type Told, tellStory } from './stories.js';

const log = pino({ level: 'silent' });

/** Events of an application that is not there are dropped. */
async function addApplication(db: Database['db'], applicationId: string): Promise<void> {
  const account = { id: uuidv7(new Date(0)), kind: 'simulator' as const, apiKey: 'key', apiSecret: '' };
  await db
    .insert(accounts)
    .values({ ...account, createdAt: new Date() })
    .onConflictDoNothing();
  const [row] = await db.select().from(accounts);
  await db
    .insert(applications)
    .values({
      id: applicationId,
      accountId: row!.id,
      name: applicationId,
      publicKey: '',
      privateKey: '',
      mobileApiKey: '',
      signedCallbacks: true,
      createdAt: new Date(),
    })
    .onConflictDoNothing();
}

/** What a server has for events, and nothing else. */
async function createServer(url: string) {
  const database = connect(url, 3);
  const realtime = await createRealtime({ sql: database.sql, log });
  const jobs = createJobs({ db: database.db, clock: systemClock, log });
  const applier = createApplier({
    db: database.db,
    jobs,
    realtime,
    clock: systemClock,
    log,
    react: async () => () => {},
    signedOut: async () => new Set(),
  });
  const inbox = createInbox({ sql: database.sql, clock: systemClock, log, stored: applier.start });
  return {
    ...database,
    realtime,
    applier,
    inbox: {
      ...inbox,
      async accept(event: NewEvent) {
        await addApplication(database.db, event.applicationId);
        return inbox.accept(event);
      },
    },
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

const NOW = '2026-11-22T12:00:00.000Z';
const later = (ms: number) => new Date(Date.parse(NOW) + ms).toISOString();

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
    const [one, other] = [await start(databases[0]!.url), await start(databases[0]!.url)];
    // Whoever waits too long for the lock tries again, as the job does.
    await Promise.all(
      [one, other, one].map((server) => waitFor(() => makePartitions(server.sql, new Date()).then(() => true))),
    );
  });
  afterAll(async () => {
    for (const server of servers) await server.stop();
    for (const database of databases) await database.drop();
  });

  it('folds events in any order, on two servers, into the same calls as events in the right order (30 schedules)', async () => {
    const orderly = await start(databases[0]!.url);
    const [one, other] = [await start(databases[1]!.url), await start(databases[1]!.url)];

    for (let seed = 1; seed <= 30; seed += 1) {
      const random = seeded(seed * 104_729);
      const applicationId = `application-${seed}`;
      const story = tellStory(seed, 2);
      const lost = new Set(story.events.filter(({ body }) => random() < (body.status === 'completed' ? 0.3 : 0.04)));
      const arrived = story.events.filter((event) => !lost.has(event)).map((event) => posted(applicationId, event));
      const doubled = arrived.filter(() => random() < 0.2);
      const records = [...story.records.values()]
        .filter((record) => [...lost].some((event) => event.body.uuid === record.uuid))
        .map((record) => asked(applicationId, record));

      await Promise.all([...arrived, ...records].map((event) => orderly.inbox.accept(event)));
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

  describe('single events', () => {
    let server: Server;
    beforeAll(async () => {
      server = await start(databases[0]!.url);
    });
    const tell = (applicationId: string, body: Record<string, unknown>) =>
      server.inbox.accept(posted(applicationId, { door: 'event', body }));
    const callKeys = async (applicationId: string) => {
      const rows = await server.db
        .select({ leg: legs.uuid, key: calls.key })
        .from(legs)
        .innerJoin(calls, eq(calls.id, legs.callId))
        .where(eq(legs.applicationId, applicationId));
      return Object.fromEntries(rows.map((row) => [row.leg, row.key]));
    };

    it('adds a leg created for a transferred caller to the caller’s call at once', async () => {
      const app = 'moved';
      const common = { direction: 'inbound', from: '447700900001', to: '447700900123' };
      await tell(app, { ...common, uuid: 'caller', conversation_uuid: 'A', status: 'started', timestamp: NOW });
      await tell(app, {
        type: 'transfer',
        uuid: 'caller',
        conversation_uuid_from: 'A',
        conversation_uuid_to: 'B',
        timestamp: later(10),
      });
      await server.applier.apply(app);
      await tell(app, {
        uuid: 'expert',
        conversation_uuid: 'B',
        status: 'ringing',
        direction: 'outbound',
        timestamp: later(20),
      });
      await server.applier.apply(app);
      expect(await callKeys(app)).toEqual({ caller: 'A', expert: 'A' });
    });

    it('moves a leg and its events to another call after a late event, and deletes the empty call', async () => {
      const app = 'late';
      await tell(app, {
        uuid: 'expert',
        conversation_uuid: 'B',
        status: 'ringing',
        direction: 'outbound',
        timestamp: later(20),
      });
      await tell(app, { recording_url: 'x', conversation_uuid: 'B', timestamp: later(30) });
      await server.applier.apply(app);
      expect(await callKeys(app)).toEqual({ expert: 'B' });
      await tell(app, {
        type: 'transfer',
        uuid: 'caller',
        conversation_uuid_from: 'A',
        conversation_uuid_to: 'B',
        timestamp: later(10),
      });
      await tell(app, {
        uuid: 'caller',
        conversation_uuid: 'A',
        status: 'started',
        direction: 'inbound',
        timestamp: NOW,
      });
      await server.applier.apply(app);
      expect(await callKeys(app)).toEqual({ caller: 'A', expert: 'A' });
      const [call, ...more] = await server.db.select().from(calls).where(eq(calls.applicationId, app));
      expect(more).toEqual([]);
      const rows = await server.db.select().from(events).where(eq(events.applicationId, app));
      expect(rows.map((row) => row.callId)).toEqual(Array(4).fill(call!.id));
    });

    it('reports a row as applied while other events keep arriving', async () => {
      const app = 'never idle';
      const body = (leg: string) => ({ uuid: leg, conversation_uuid: leg, status: 'started', timestamp: NOW });
      let streaming = true;
      let others = 0;
      const stream = Array.from({ length: 4 }, async () => {
        while (streaming) {
          others += 1;
          await tell(app, body(`other-${others}`));
        }
      });
      const rowId = await tell(app, body('own'));
      await server.applier.apply(app, rowId);
      streaming = false;
      await Promise.all(stream);
      expect(await callKeys(app)).toMatchObject({ own: 'own' });
    });

    it('keeps an event that cannot be applied, and applies all others', async () => {
      const app = 'poisoned';
      const body = (leg: string, timestamp: string) => ({
        uuid: leg,
        conversation_uuid: leg,
        status: 'started',
        timestamp,
      });
      await server.db.transaction(async (tx) => {
        // A state that no program of ours wrote: folding into it fails.
        const [call] = await tx
          .insert(calls)
          .values({
            id: '0190a000-0000-7000-8000-000000000000',
            applicationId: app,
            key: 'bad',
            direction: 'inbound',
            status: 'started',
            conversationUuid: 'bad',
            startedAt: new Date(NOW),
          })
          .returning();
        await tx
          .insert(legs)
          .values({ applicationId: app, uuid: 'bad', callId: call!.id, state: {} as never, live: true });
      });
      for (const leg of ['good-1', 'bad', 'good-2']) await tell(app, body(leg, NOW));
      await server.applier.apply(app);
      const rows = await server.db.select().from(events).where(eq(events.applicationId, app));
      expect(rows.map((row) => [row.legUuid, row.appliedAt !== null, row.callId !== null]).sort()).toEqual([
        ['bad', true, false],
        ['good-1', true, true],
        ['good-2', true, true],
      ]);
    });

    it('stores a repeated event once, also within one write and from two servers', async () => {
      const other = await start(databases[0]!.url);
      const event = posted('doubled', {
        door: 'event',
        body: { uuid: 'x', conversation_uuid: 'x', status: 'started', timestamp: NOW },
      });
      await Promise.all(Array.from({ length: 50 }, (_, n) => (n % 2 ? server : other).inbox.accept(event)));
      expect(await server.db.select().from(events).where(eq(events.applicationId, 'doubled'))).toHaveLength(1);
    });

    it('applies events that another server accepted but did not apply', async () => {
      const database = connect(databases[0]!.url, 1);
      const dead = createInbox({ sql: database.sql, clock: systemClock, log, stored() {} });
      await addApplication(database.db, 'orphaned');
      await dead.accept(
        posted('orphaned', {
          door: 'event',
          body: { uuid: 'x', conversation_uuid: 'x', status: 'started', timestamp: NOW },
        }),
      );
      await database.close();
      expect(await callKeys('orphaned')).toEqual({});
      await server.applier.sweep(true);
      expect(await callKeys('orphaned')).toEqual({ x: 'x' });
    });

    it('puts events into the partition of their month', async () => {
      await tell('partitioned', { uuid: 'x', conversation_uuid: 'x', status: 'started', timestamp: NOW });
      const [row] =
        await server.sql`select tableoid::regclass::text as partition from events where application_id = 'partitioned'`;
      expect(row!.partition).toBe(`events_${new Date().toISOString().slice(0, 7).replace('-', '_')}`);
    });
  });
});
