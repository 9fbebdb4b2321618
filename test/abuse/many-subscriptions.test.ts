import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { calls } from '../../server/calls/calls.table.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

let app: TestApp;
let demo: SeededApplication;
let sender: ReturnType<typeof createSender>;
const statements: string[] = [];
beforeAll(async () => {
  app = await createTestApp();
  const made = await (await app.connectAccount()).createApplication();
  await made.signInAgent('Jane', 'jane');
  demo = made;
  sender = createSender({ url: app.url, ...app.simulator.credentials, vonageId: demo.vonageId });
  const { sql } = app.servers[0]!.connection;
  sql.options.debug = (_connection, query) => statements.push(query);
});
afterAll(() => app?.close());

/** A page of Jane's that subscribes as often as it likes. */
async function open(query: (n: number) => string, count: number) {
  const headers = { cookie: app.cookie('jane')! };
  const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
  const heard = {
    acknowledged: false,
    listening: 0,
    errors: [] as string[],
    told: [] as string[],
    closed: null as string | null,
  };
  socket.on('open', () => socket.send('{"type":"connection_init","payload":{"slot":"jane"}}'));
  socket.on('close', (code, why) => {
    heard.closed = `${code} ${why}`;
  });
  socket.on('message', (data) => {
    const { type, payload } = JSON.parse(String(data));
    if (type === 'ping') heard.listening += 1;
    if (type === 'error') heard.errors.push(JSON.stringify(payload));
    if (type === 'next') heard.told.push(JSON.stringify(payload));
    if (type !== 'connection_ack') return;
    for (let n = 0; n < count; n += 1) {
      socket.send(JSON.stringify({ id: String(n), type: 'subscribe', payload: { query: query(n) } }));
    }
    heard.acknowledged = true;
  });
  await waitFor(() => heard.acknowledged || heard.closed !== null);
  return { heard, stop: () => socket.close() };
}

const ofLeg = (page: number) => (n: number) => `subscription { callOfLeg(legUuid: "leg-${page}-${n}") { id } }`;

it('runs no query on an event for subscribers of other legs', async () => {
  statements.length = 0;
  const looks = () => statements.filter((text) => /from "legs" inner join "calls"/.test(text)).length;
  const { heard, stop } = await open(ofLeg(7), 40);
  // Each looks once when it begins.
  await waitFor(() => heard.listening === 40 && looks() >= 40);
  statements.length = 0;
  const before = (await app.db.select().from(calls)).length;
  for (let n = 0; n < 5; n += 1) {
    const call = { uuid: `other-${n}`, conversation_uuid: `CON-${n}`, from: '447700900001', to: '447700900100' };
    const body = { ...call, direction: 'inbound', status: 'started', timestamp: new Date().toISOString() };
    expect((await sender.post(`/webhooks/${demo.id}/event`, body)).status).toBe(200);
  }
  await waitFor(async () => (await app.db.select().from(calls)).length === before + 5);
  expect(looks()).toBe(0);
  stop();
});

it('limits the open subscriptions of a person across all sockets', async () => {
  const pages: Awaited<ReturnType<typeof open>>[] = [];
  for (let page = 0; page < 5; page += 1) pages.push(await open(ofLeg(page), 80));
  const errors = () => pages.flatMap(({ heard }) => heard.errors);
  await waitFor(() => errors().length >= 100);
  expect(errors()).toHaveLength(100);
  expect(errors()[0]).toContain('At most 300 operations');
  for (const { stop } of pages) stop();
});

it('limits the open sockets of a person', async () => {
  const sockets: Awaited<ReturnType<typeof open>>[] = [];
  for (let n = 0; n < 52; n += 1) sockets.push(await open(ofLeg(0), 0));
  const refused = sockets.filter(({ heard }) => heard.closed !== null).map(({ heard }) => heard.closed);
  expect(new Set(refused)).toEqual(new Set(['1013 Too many open sockets']));
  expect(refused.length).toBeGreaterThanOrEqual(2);
  for (const { stop } of sockets) stop();
});
