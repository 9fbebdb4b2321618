import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { createTarget } from './target.js';

let app: TestApp;
let demo: SeededApplication;
let target: ReturnType<typeof createTarget>;
let sender: ReturnType<typeof createSender>;
let owner: { cookie: string };
const logged: string[] = [];
beforeAll(async () => {
  app = await createTestApp({ env: { TRUST_PROXY: '1' }, logged: (line) => logged.push(line) });
  demo = await (await app.connectAccount()).createApplication();
  target = createTarget(app);
  sender = createSender({ url: app.url, ...app.simulator.credentials, vonageId: demo.vonageId });
  owner = { cookie: app.cookie('a')! };
});
afterAll(() => app?.close());
beforeEach(async () => {
  logged.length = 0;
  await target.mark();
});
afterEach(() => target.isUnharmed());

const deep = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const DEEP = deep(20_000);
const SAVE = `mutation ($id: ID!, $ncco: JSON!) {
  savePreset(applicationId: $id, kind: CUSTOM, input: { basedOn: 0, ncco: $ncco }) { version }
}`;
const failures = () => logged.filter((line) => JSON.parse(line).level >= 50);

it('in a variable is refused, in a body and in a URL', async () => {
  const body = `{"query":${JSON.stringify(SAVE)},"variables":{"id":"${demo.id}","ncco":${DEEP}}}`;
  const posted = await target.post('/graphql', body, owner);
  expect([posted.status, posted.text]).toEqual([400, expect.stringContaining('"rule":"tooDeep"')]);

  const check = 'query ($ncco: JSON!) { checkNcco(ncco: $ncco) { message } }';
  const search = new URLSearchParams({ query: check, variables: `{"ncco":${deep(1_500)}}` });
  const got = await target.send(`/graphql?${search}`, { headers: { ...owner, 'apollo-require-preflight': 'yes' } });
  expect([got.status, got.text]).toEqual([400, expect.stringContaining('100 deep')]);
  expect(failures()).toEqual([]);
});

it('as a literal is refused', async () => {
  const query = SAVE.replace('($id: ID!, $ncco: JSON!)', '').replace('$id', `"${demo.id}"`).replace('$ncco', deep(600));
  const { status, text } = await target.post('/graphql', { query }, owner);
  expect([status, text]).toEqual([400, expect.stringContaining('100 deep')]);
});

it('is not parsed at the token endpoint', async () => {
  const body = `{"mobile_api_key":"${demo.mobileApiKey}","user_name":${DEEP}}`;
  const { status, text } = await target.post('/api/jwt', body);
  expect([status, JSON.parse(text).code]).toEqual([400, 'BAD_INPUT']);
});

it('is refused as an event, and an answer webhook with it plays an apology', async () => {
  const body = `{"uuid":"deep","status":"started","from":"447700900001","to":"447700900100","x":${DEEP}}`;
  const headers = { authorization: `Bearer ${sender.token(body)}` };
  for (const kind of ['event', 'recording']) {
    expect((await target.post(`/webhooks/${demo.id}/${kind}`, body, headers)).status).toBe(400);
  }
  for (const kind of ['answer', 'fallback', 'dtmf']) {
    const reply = await target.post(`/webhooks/${demo.id}/${kind}`, body, headers);
    expect([reply.status, reply.text]).toEqual([200, expect.stringContaining('We are sorry')]);
  }
  expect((await target.post('/webhooks/answer', body)).status).toBe(200);
});

it.each(['connection_init', 'ping', 'subscribe'])('in a socket message closes the socket: %s', async (type) => {
  const url = `${app.url.replace('http', 'ws')}/graphql`;
  const socket = new WebSocket(url, 'graphql-transport-ws', { headers: owner });
  const closed = new Promise<number>((resolve) => {
    socket.on('close', (code) => resolve(code));
  });
  await new Promise((resolve) => socket.on('open', resolve));
  socket.send(`{"type":"${type}","id":"1","payload":{"query":"{ viewer { id } }","variables":{"x":${DEEP}}}}`);
  expect(await closed).toBe(4400);
});

it('with as many levels as an NCCO may have is accepted', async () => {
  const check = 'query ($ncco: JSON!) { checkNcco(ncco: $ncco) { message } }';
  const reply = await target.ask(check, owner, { ncco: JSON.parse(deep(25)) });
  expect([reply.code, reply.text]).toEqual(['allowed', expect.stringContaining('message')]);
});
