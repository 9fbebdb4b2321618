import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { randomSecret } from '../../server/ids.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { createTarget } from './target.js';

/** Of a person a minute; strangers have a tenth. */
const ALLOWED = 200;

let app: TestApp;
let target: ReturnType<typeof createTarget>;
let asked = 0;
beforeAll(async () => {
  app = await createTestApp({ env: { TRUST_PROXY: '1', REQUESTS_PER_MINUTE: String(ALLOWED) } });
  await (await app.connectAccount()).createApplication();
  target = createTarget(app);
  const { accounts } = app.services;
  const look = accounts.actorOf.bind(accounts);
  accounts.actorOf = (credentials) => {
    asked += 1;
    return look(credentials);
  };
});
afterAll(() => app?.close());

const QUERY = { query: '{ viewer { id } }' };
const office = '198.51.100.7';

it.each([
  ['cookies', () => ({ cookie: `dw_a=${randomSecret()}` })],
  ['API keys', () => ({ authorization: `Bearer dwk_${'0'.repeat(32)}_${randomSecret()}` })],
  ['the same wrong key again and again', () => ({ authorization: `Bearer dwk_${'1'.repeat(32)}_${'x'.repeat(43)}` })],
  ['keys and secrets', () => ({ authorization: `Basic ${Buffer.from(`key:${randomSecret()}`).toString('base64')}` })],
])('made-up %s are looked for no oftener than a stranger may ask', async (_what, proof) => {
  asked = 0;
  const from = target.elsewhere();
  const replies = await Promise.all(Array.from({ length: 100 }, () => target.post('/graphql', QUERY, proof(), from)));
  expect(asked).toBeLessThanOrEqual(ALLOWED / 10);
  expect(replies.filter(({ status }) => status === 429).length).toBeGreaterThanOrEqual(100 - ALLOWED / 10);
});

it('over sockets, too', async () => {
  asked = 0;
  const closed = await Promise.all(
    Array.from({ length: 50 }, () => {
      const headers = { cookie: `dw_a=${randomSecret()}`, 'x-forwarded-for': office };
      const socket = new WebSocket(`${app.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
      socket.on('open', () => socket.send('{"type":"connection_init"}'));
      return new Promise<number>((resolve) => socket.on('close', resolve));
    }),
  );
  expect(asked).toBeLessThanOrEqual(ALLOWED / 10);
  expect(closed.filter((code) => code === 1013).length).toBeGreaterThanOrEqual(30);
});

it('serves signed-in people from an address that sends invented cookies', async () => {
  const cookie = { cookie: app.cookie('a')! };
  const from = target.elsewhere();
  expect((await target.post('/graphql', QUERY, cookie, from)).status).toBe(200);
  await Promise.all(
    Array.from({ length: 50 }, () => target.post('/graphql', QUERY, { cookie: `dw_a=${randomSecret()}` }, from)),
  );
  expect((await target.post('/graphql', QUERY, {}, from)).status).toBe(429);
  const replies = await Promise.all(Array.from({ length: 30 }, () => target.post('/graphql', QUERY, cookie, from)));
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]));
});
