import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connect, type Database } from '../../server/db/connect.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender, type Sender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

let app: TestApp;
let application: SeededApplication;
let vonage: Sender;
let beside: Database;

beforeAll(async () => {
  app = await createTestApp();
  application = await (await app.connectAccount()).createApplication();
  const { apiKey, signatureSecret } = app.simulator.credentials;
  vonage = createSender({ url: app.url, apiKey, signatureSecret, vonageId: application.vonageId });
  beside = connect(app.databaseUrl, 1);
});
afterAll(async () => {
  await beside?.close();
  await app?.close();
});

/** A call whose last events are lost, so that Vonage is to be asked about it. */
async function lostCall(leg: string): Promise<void> {
  const facts = { from: '447700900001', to: '447700900123', conversation_uuid: `CON-${leg}`, uuid: leg };
  const timestamp = app.clock.now().toISOString();
  const event = { ...facts, status: 'started', direction: 'inbound', timestamp };
  expect((await vonage.post(`/webhooks/${application.id}/event`, event)).status).toBe(200);
  await app.services.calls.apply(application.id);
}

/** The application's previous webhook addresses should have ended: work of another kind that is due. */
async function leaveOldAddresses(): Promise<void> {
  const old = new Date(app.clock.now().getTime() - 2 * DAY_MS).toISOString();
  await app.db.execute(sql`update applications set webhooks_told_at = ${old}, webhooks_due_at = ${old}`);
}
const oldAddressesEnded = async () => {
  const rows = await app.db.execute(sql`select 1 from applications where webhooks_due_at is null`);
  return rows.length === 1;
};

describe('periodic work of one kind', () => {
  it('runs although retention fails', async () => {
    await app.db.execute(sql`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'not today'; end $$`);
    await app.db.execute(sql`create trigger refuse before insert or update on retention execute function refuse()`);
    await leaveOldAddresses();
    app.clock.advance(DAY_MS);
    await app.services.jobs.runDue();
    await waitFor(oldAddressesEnded);
    expect(await app.services.jobs.find(app.db, 'apply-retention', '')).toMatchObject({
      lastError: expect.stringContaining('retention'),
    });
    await app.db.execute(sql`drop trigger refuse on retention`);
  });

  it('runs although retention hangs', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    let locked = false;
    const locking = beside.db.transaction(async (tx) => {
      await tx.execute(sql`lock table retention in access exclusive mode`);
      locked = true;
      await released;
    });
    await waitFor(() => locked);
    await leaveOldAddresses();
    app.clock.advance(DAY_MS);
    const due = app.services.jobs.runDue();
    try {
      await waitFor(oldAddressesEnded);
    } finally {
      release();
      await locking;
      await due;
    }
  });

  it('runs although Vonage does not answer', async () => {
    await lostCall('while-vonage-is-away');
    await app.fault({ path: '/v1/calls', delay_ms: 8000, times: 10 });
    await leaveOldAddresses();
    app.clock.advance(11 * MINUTE_MS);
    const due = app.services.jobs.runDue();
    try {
      await waitFor(oldAddressesEnded);
    } finally {
      await app.clearFaults();
      await due;
    }
  });
});
