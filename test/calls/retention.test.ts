import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender, type Sender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const DAY = 24 * 3600_000;

let app: TestApp;
let application: SeededApplication;
let vonage: Sender;
/** A session would end while the weeks pass. */
let owner: { basic: string };

beforeAll(async () => {
  app = await createTestApp({ servers: 2 });
  application = await (await app.connectAccount()).createApplication();
  const { apiKey, apiSecret, signatureSecret } = app.simulator.credentials;
  owner = { basic: `${apiKey}:${apiSecret}` };
  vonage = createSender({ url: app.url, apiKey, signatureSecret, vonageId: application.vonageId });
});
afterAll(() => app?.close());

const RETENTION = '{ retention { eventDays callDays lastRunAt lastEvents lastCalls } }';
const SET = /* GraphQL */ `
  mutation Set($input: RetentionInput!) {
    setRetention(input: $input) { eventDays callDays lastRunAt }
  }
`;
interface Kept {
  retention: { eventDays: number; callDays: number; lastRunAt: string | null; lastEvents: number; lastCalls: number };
}
const kept = async () => (await app.ask<Kept>(RETENTION, {}, owner)).retention;
const keep = (eventDays: number | null, callDays: number | null) =>
  app.ask(SET, { input: { eventDays, callDays } }, owner);
/** Both servers look; whichever comes first does what is due, and the other does not wait for it. */
async function look() {
  const dueBefore = app.clock.now().getTime() - DAY;
  await Promise.all(app.servers.map((server) => server.services.jobs.runDue()));
  await waitFor(async () => Date.parse((await kept()).lastRunAt ?? '') > dueBefore);
}

async function count(table: string): Promise<number> {
  const [row] = await app.db.execute<{ n: number }>(sql.raw(`select count(*)::int as n from ${table}`));
  return row!.n;
}
const months = async () => {
  const rows = await app.db.execute<{ relname: string }>(
    sql`select relname from pg_inherits join pg_class on pg_class.oid = inhrelid where inhparent = 'events'::regclass`,
  );
  return rows.map((row) => row.relname).sort();
};

/** A call from beginning to end, as Vonage tells of it. */
async function oneCall(leg: string) {
  for (const status of ['started', 'ringing', 'answered', 'completed']) {
    const timestamp = app.clock.now().toISOString();
    const facts = { from: '447700900001', to: '447700900123', conversation_uuid: `CON-${leg}`, uuid: leg };
    await vonage.post(`/webhooks/${application.id}/event`, { ...facts, status, direction: 'inbound', timestamp });
  }
  await app.services.calls.apply(application.id);
}

describe('retention', () => {
  beforeEach(async () => {
    for (const table of ['stays', 'calls', 'events', 'event_keys'])
      await app.db.execute(sql.raw(`delete from ${table}`));
  });

  it('keeps events 90 days and calls 400 days by default', async () => {
    expect(await kept()).toMatchObject({ eventDays: 90, callDays: 400 });
  });

  it('deletes old events, then old calls with everything that belongs to them, once a day', async () => {
    await keep(30, 60);
    await look();
    await oneCall('old');
    app.clock.advance(40 * DAY);
    await oneCall('new');
    await look();
    expect(await kept()).toMatchObject({ lastEvents: 4, lastCalls: 0 });
    expect([await count('events'), await count('calls')]).toEqual([4, 2]);

    // Looked at again before the day is over, nothing is done: the row says when it was done.
    const { lastRunAt } = await kept();
    app.clock.advance(DAY / 2);
    await look();
    expect((await kept()).lastRunAt).toBe(lastRunAt);

    app.clock.advance(25 * DAY);
    await look();
    expect(await kept()).toMatchObject({ lastEvents: 0, lastCalls: 1 });
    expect([await count('calls'), await count('legs'), await count('stays')]).toEqual([1, 1, 1]);
  });

  it('drops a whole month when all of it is old', async () => {
    await keep(30, null);
    await look();
    await oneCall('of a month');
    const [month] = (await months()).filter((name) => name !== 'events_default');
    app.clock.advance(100 * DAY);
    await look();
    expect(await kept()).toMatchObject({ lastEvents: 4, lastCalls: 0 });
    // A month that something else has locked at that moment is left for the next day.
    await waitFor(async () => {
      if (!(await months()).includes(month!)) return true;
      app.clock.advance(DAY);
      await look();
      return false;
    });
    expect(await months()).toContain('events_default');
    expect([await count('calls'), await count('event_keys')]).toEqual([1, 0]);
  });

  it('deletes nothing if the account keeps everything indefinitely', async () => {
    await keep(null, null);
    await oneCall('for ever');
    app.clock.advance(4000 * DAY);
    await look();
    expect([await count('events'), await count('calls')]).toEqual([4, 1]);
  });

  it('deletes at once after a change of the setting, and the audit log names who changed it', async () => {
    await keep(null, null);
    await oneCall('unwanted');
    app.clock.advance(10 * DAY);
    await keep(7, 7);
    await waitFor(async () => (await count('events')) + (await count('calls')) === 0);
    const LOG = '{ auditLog(filter: { action: "retention.changed" }, first: 1) { nodes { before after } } }';
    expect(await app.ask(LOG, {}, owner)).toEqual({
      auditLog: {
        nodes: [{ before: { eventDays: null, callDays: null }, after: { eventDays: 7, callDays: 7 } }],
      },
    });
  });

  it('accepts only a number of days, and only from an admin', async () => {
    for (const days of [0, -1, 3651]) {
      const { extensions } = await app.refused(SET, { input: { eventDays: days, callDays: 1 } }, owner);
      expect(extensions).toMatchObject({ code: 'BAD_INPUT', field: 'input.eventDays', rule: 'range' });
    }
    expect((await app.refused(SET, { input: {} }, { slot: 'nobody' })).extensions.code).toBe('UNAUTHENTICATED');
  });
});
