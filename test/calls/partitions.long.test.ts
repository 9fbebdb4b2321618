import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../server/db/connect.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender, type Sender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const DAY_MS = 24 * 3600_000;

let app: TestApp;
let application: SeededApplication;
let vonage: Sender;
let beside: Database;

beforeAll(async () => {
  app = await createTestApp({ servers: 2 });
  application = await (await app.connectAccount()).createApplication();
  const { apiKey, signatureSecret } = app.simulator.credentials;
  vonage = createSender({ url: app.url, apiKey, signatureSecret, vonageId: application.vonageId });
  beside = connect(app.databaseUrl, 1);
});
afterAll(async () => {
  await beside?.close();
  await app?.close();
});

let legs = 0;
/** @returns milliseconds that the event took */
async function sendEvent(): Promise<number> {
  legs += 1;
  const facts = { from: '447700900001', to: '447700900123', conversation_uuid: `CON-${legs}`, uuid: `leg-${legs}` };
  const timestamp = app.clock.now().toISOString();
  const start = performance.now();
  const event = { ...facts, status: 'started', direction: 'inbound', timestamp };
  const reply = await vonage.post(`/webhooks/${application.id}/event`, event);
  expect(reply.status).toBe(200);
  return performance.now() - start;
}

/** The partition that holds the newest event. */
async function newestIn(): Promise<string> {
  const [row] = await app.db.execute<{ name: string }>(
    sql`select tableoid::regclass::text as name from events order by received_at desc limit 1`,
  );
  return row!.name;
}
const monthOf = (at: Date) => `events_${at.toISOString().slice(0, 7).replace('-', '_')}`;
const months = async () => {
  const rows = await app.db.execute<{ name: string }>(
    sql`select inhrelid::regclass::text as name from pg_inherits where inhparent = 'events'::regclass`,
  );
  return rows.map(({ name }) => name);
};
/** Events that were sent; as time passes, the server adds what it asks Vonage about their calls. */
const stored = async () => {
  const [row] = await app.db.execute<{ n: number }>(sql`select count(*)::int as n from events where door = 'event'`);
  return row!.n;
};

describe('monthly partitions of events', () => {
  it('are created half a year ahead', async () => {
    await app.services.jobs.runDue();
    const inFiveMonths = new Date(app.clock.now().getTime() + 150 * DAY_MS);
    expect(await months()).toContain(monthOf(inFiveMonths));
    await sendEvent();
    expect(await newestIn()).toBe(monthOf(app.clock.now()));
  });

  it('delay no event while a long query reads events and months are missing', async () => {
    // Also the months made ahead are over: the worst that can happen.
    app.clock.advance(300 * DAY_MS);
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let reads = false;
    const reading = beside.db.transaction(async (tx) => {
      await tx.execute(sql`select count(*) from events`);
      reads = true;
      await released;
    });
    await waitFor(() => reads);
    const due = app.services.jobs.runDue();
    const took: number[] = [];
    const start = performance.now();
    while (performance.now() - start < 4000) took.push(await sendEvent());
    expect(Math.max(...took)).toBeLessThan(1000);
    expect(await newestIn()).toBe('events_default');
    expect(await months()).not.toContain(monthOf(app.clock.now()));
    release();
    await reading;
    await due;
  });

  it('are attached when that query has ended, although the default partition has rows', async () => {
    const before = await stored();
    await waitFor(async () => {
      app.clock.advance(60_000);
      await app.services.jobs.runDue();
      const made = await months();
      return [0, 31, 150].every((days) => made.includes(monthOf(new Date(app.clock.now().getTime() + days * DAY_MS))));
    });
    await sendEvent();
    app.clock.advance(DAY_MS);
    await sendEvent();
    expect(await newestIn()).toBe(monthOf(app.clock.now()));
    expect(await stored()).toBe(before + 2);
  });
});
