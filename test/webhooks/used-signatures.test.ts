import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { events } from '../../server/calls/events/events.table.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender, type Sender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

let app: TestApp;
let application: SeededApplication;
let servers: Sender[];

beforeAll(async () => {
  app = await createTestApp({ servers: 2 });
  application = await (await app.connectAccount()).createApplication();
  const { apiKey, signatureSecret } = app.simulator.credentials;
  servers = app.servers.map(({ url }) =>
    createSender({ url, apiKey, signatureSecret, vonageId: application.vonageId }),
  );
});
afterAll(() => app?.close());

const path = (name: string) => new URL(application.eventUrl).pathname.replace(/event$/, name);
const started = () => ({
  uuid: randomUUID(),
  conversation_uuid: `CON-${randomUUID()}`,
  status: 'started',
  direction: 'inbound',
});
const stored = (uuid: string) => app.db.select().from(events).where(eq(events.legUuid, uuid));

it('an event that another server has stored is Vonage’s retry, and is kept once', async () => {
  const body = started();
  const token = servers[0]!.token(JSON.stringify(body));
  for (const server of servers) expect((await server.post(path('event'), body, token)).status).toBe(200);
  expect(await stored(body.uuid)).toHaveLength(1);
});

it('a signature that was used at one server is refused at the other with anything else', async () => {
  const [first, second] = servers as [Sender, Sender];
  const body = started();
  const claims = { jti: randomUUID() };
  expect((await first.post(path('event'), body, first.token(JSON.stringify(body), { claims }))).status).toBe(200);
  const other = started();
  expect((await second.post(path('event'), other, second.token(JSON.stringify(other), { claims }))).status).toBe(401);
  expect(await stored(other.uuid)).toEqual([]);
  // The same bytes elsewhere are something else, too.
  const again = first.token(JSON.stringify(body), { claims });
  expect((await first.post(path('recording'), body, again)).status).toBe(401);
});

it('the same bytes at another endpoint of another server are refused', async () => {
  const body = started();
  const token = servers[0]!.token(JSON.stringify(body));
  expect((await servers[0]!.post(path('event'), body, token)).status).toBe(200);
  expect((await servers[1]!.post(path('recording'), body, token)).status).toBe(401);
  expect((await stored(body.uuid)).map(({ door }) => door)).toEqual(['event']);
});

it('the signature of an answer is refused for an event at the other server', async () => {
  const facts = {
    uuid: randomUUID(),
    conversation_uuid: `CON-${randomUUID()}`,
    from: '447700900001',
    to: '447700900123',
  };
  const token = servers[0]!.token(JSON.stringify(facts));
  expect((await servers[0]!.post(path('answer'), facts, token)).status).toBe(200);
  await waitFor(async () => (await stored(facts.uuid)).length === 1);
  expect((await servers[1]!.post(path('event'), facts, token)).status).toBe(401);
  expect((await stored(facts.uuid)).map(({ door }) => door)).toEqual(['answer']);
});

it('a refused signature does not delay the events stored with it', async () => {
  const [first, second] = servers as [Sender, Sender];
  const claims = { jti: randomUUID() };
  const body = started();
  expect((await first.post(path('event'), body, first.token(JSON.stringify(body), { claims }))).status).toBe(200);
  const forged = started();
  const many = Array.from({ length: 20 }, started);
  const [refused, ...right] = await Promise.all([
    second.post(path('event'), forged, second.token(JSON.stringify(forged), { claims })),
    ...many.map((one) => second.post(path('event'), one)),
  ]);
  expect(refused!.status).toBe(401);
  expect(right.map(({ status }) => status)).toEqual(many.map(() => 200));
});

it('the signature of an event is answered elsewhere from memory, and leaves no trace there', async () => {
  const body = started();
  const token = servers[0]!.token(JSON.stringify(body));
  expect((await servers[0]!.post(path('event'), body, token)).status).toBe(200);
  expect((await servers[1]!.post(path('dtmf'), body, token)).json).toEqual([]);
  await app.servers[1]!.services.jobs.runDue();
  expect((await stored(body.uuid)).map(({ door }) => door)).toEqual(['event']);
});
