import { afterAll, beforeAll, expect, it } from 'vitest';
import { subscribe } from '../helpers/subscription.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

let app: TestApp;
let applicationId: string;
/** What the server listens to for its subscribers. */
const listening: AbortSignal[] = [];
beforeAll(async () => {
  app = await createTestApp();
  applicationId = (await (await app.connectAccount()).createApplication()).id;
  const { realtime } = app.servers[0]!;
  const listen = realtime.subscribe;
  realtime.subscribe = (topic, signal) => {
    if (topic === 'call') listening.push(signal);
    return listen(topic, signal);
  };
});
afterAll(() => app.close());

const CALLS = 'subscription Calls($applicationId: ID!) { callChanged(applicationId: $applicationId) { id } }';

it('listens for a subscriber only as long as it is one, though the socket stays open', async () => {
  const options = { query: CALLS, variables: { applicationId }, cookie: app.cookie('a') };
  const { leave, stop } = await subscribe(app.url, options);
  await waitFor(() => listening.length === 1);
  expect(listening[0]!.aborted).toBe(false);
  leave();
  await waitFor(() => listening[0]!.aborted);
  stop();
});

it('refuses a subscription to what does not exist, with a code, and keeps the socket', async () => {
  const variables = { applicationId: 'nothing' };
  const { refused, stop } = await subscribe(app.url, { query: CALLS, variables, cookie: app.cookie('a') });
  await waitFor(() => refused.length > 0);
  expect(JSON.stringify(refused)).toContain('"code":"NOT_FOUND"');
  stop();
});

it('limits what may be asked over a socket as over HTTP', async () => {
  const query = `query { numbers { nodes { ${'application { numbers { '.repeat(6)} msisdn ${'} } '.repeat(6)} } } }`;
  const { refused, stop } = await subscribe(app.url, { query, cookie: app.cookie('a') });
  await waitFor(() => refused.length > 0);
  expect(refused).toEqual([[expect.objectContaining({ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } })]]);
  stop();
});

it('names the place of a value of the wrong type', async () => {
  const variables = { applicationId: ['a list'] };
  const { refused, stop } = await subscribe(app.url, { query: CALLS, variables, cookie: app.cookie('a') });
  await waitFor(() => refused.length > 0);
  expect(JSON.stringify(refused)).toContain('{"code":"BAD_INPUT","rule":"type","field":"applicationId"}');
  stop();
});

it('closes the socket of a slot that is none', async () => {
  await expect(subscribe(app.url, { query: CALLS, slot: '../x', cookie: app.cookie('a') })).rejects.toMatchObject({
    code: 4403,
  });
});
