import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSimClock } from '../../server/simulator/control/clock.js';
import { refusal, startSimulator, type TestSimulator } from '../helpers/simulator.js';

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());
beforeEach(() => simulator.request('/simulator/faults', { method: 'DELETE' }));

const change = (body: object) => simulator.request('/simulator/account', { method: 'PATCH', body });
const order = (body: object) => simulator.request('/simulator/faults', { body });
const balance = () => simulator.request('/account/get-balance');

describe('the limits of the account', () => {
  it('refuse the first request above the limit with 429 and a retry time, and can be changed', async () => {
    await change({ requests_per_second: 5 });
    const replies = await Promise.all(Array.from({ length: 8 }, balance));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
    const refused = replies.find(({ status }) => status === 429)!;
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.body).toMatchObject({ title: 'Too Many Requests' });

    await change({ requests_per_second: 10_000 });
    expect(await balance()).toMatchObject({ status: 200 });
  });

  it('count new calls apart from other requests', async () => {
    await change({ calls_per_second: 0 });
    expect(await simulator.request('/v1/calls', { body: {} })).toMatchObject({ status: 429, body: { type: 429 } });
    expect(await balance()).toMatchObject({ status: 200 });
    await change({ calls_per_second: 10_000 });
  });

  it('are 3 calls and 15 requests a second unless told otherwise', async () => {
    const plain = await startSimulator({ callsPerSecond: undefined, requestsPerSecond: undefined });
    expect(await plain.request('/simulator/account')).toMatchObject({
      body: {
        calls_per_second: 3,
        requests_per_second: 15,
        speech_rate: 15,
        balance: 100,
        api_key: plain.credentials.apiKey,
      },
    });
    await plain.close();
  });
});

describe('an empty balance', () => {
  it('refuses new calls to phones, and no other requests', async () => {
    const application = await simulator.createApplication();
    const call = (type: object) =>
      refusal(
        simulator.sdk(application).voice.createOutboundCall({
          to: [type],
          from: { type: 'phone', number: '447700900123' },
          ncco: [{ action: 'talk', text: 'Hello' }],
          eventUrl: [`${simulator.url}/simulator/healthz`],
        } as never),
      );
    await change({ balance: 0 });
    expect(await call({ type: 'phone', number: '447700900009' })).toMatchObject({
      status: 402,
      body: { type: 402, title: 'Payment Required' },
    });
    expect(await balance()).toMatchObject({ status: 200, body: { value: 0 } });
    await change({ balance: 100 });
  });
});

describe('an injected fault', () => {
  it('answers the next requests under its path only', async () => {
    await order({ path: '/account', status: 503, body: { away: true }, times: 2 });
    expect(await simulator.request('/v2/applications')).toMatchObject({ status: 200 });
    expect(await balance()).toMatchObject({ status: 503, body: { away: true } });
    expect(await balance()).toMatchObject({ status: 503 });
    expect(await balance()).toMatchObject({ status: 200 });
  });

  it('may be garbage, or a delay', async () => {
    await order({ path: '/account', garbage: true });
    const garbage = await balance();
    expect(garbage).toMatchObject({ status: 200, body: expect.stringContaining('<html') });

    await order({ path: '/account', delay_ms: 150 });
    const begun = performance.now();
    expect(await balance()).toMatchObject({ status: 200 });
    expect(performance.now() - begun).toBeGreaterThan(140);
  });

  it('may cut the connection, before the request takes effect or after it', async () => {
    const user = (name: string) => simulator.request('/v1/users', { body: { name }, authorization: bearer });
    const application = await simulator.createApplication();
    const bearer = simulator.bearer(application);
    const names = () => [...simulator.cloud.users.values()].map(({ name }) => name);
    await order({ path: '/v1/users', cut: true });
    await expect(user('Before')).rejects.toThrow();
    await order({ path: '/v1/users', cut: true, after: true });
    await expect(user('After')).rejects.toThrow();
    expect(names()).toContain('After');
    expect(names()).not.toContain('Before');
  });

  it('replaces or delays the response of a request that took effect', async () => {
    await order({ path: '/account', status: 500, after: true });
    expect(await balance()).toMatchObject({ status: 500, body: { title: 'Fault' } });
    await order({ path: '/account', garbage: true, after: true });
    expect(await balance()).toMatchObject({ status: 200, body: expect.stringContaining('<html') });
    await order({ path: '/account', delay_ms: 150, after: true });
    const begun = performance.now();
    expect(await balance()).toMatchObject({ status: 200, body: { autoReload: false } });
    expect(performance.now() - begun).toBeGreaterThan(140);
  });

  it('applies only to the given method, application and path, after the skipped requests', async () => {
    const [one, other] = [await simulator.createApplication(), await simulator.createApplication()];
    const ask = (application: typeof one, path: string, method = 'GET') =>
      simulator.request(path, { method, authorization: simulator.bearer(application) });
    await order({ path: '/v1/calls/*/stream', method: 'delete', application_id: one.id, skip: 1, status: 503 });
    expect(await ask(one, '/v1/calls/x/stream', 'DELETE')).toMatchObject({ status: 404 });
    expect(await ask(other, '/v1/calls/x/stream', 'DELETE')).toMatchObject({ status: 404 });
    expect(await ask(one, '/v1/calls/x/talk', 'DELETE')).toMatchObject({ status: 404 });
    expect(await ask(one, '/v1/calls/x')).toMatchObject({ status: 404 });
    expect(await ask(one, '/v1/calls/x/stream', 'DELETE')).toMatchObject({ status: 503 });
    expect(await ask(one, '/v1/calls/x/stream', 'DELETE')).toMatchObject({ status: 404 });
  });

  it('reaches the SDK as an error with its status', async () => {
    await order({ path: '/v2/applications', status: 500, body: { title: 'Down' } });
    expect(await refusal(simulator.sdk().applications.listApplications({}))).toEqual({
      status: 500,
      body: { title: 'Down' },
    });
  });

  it('can be cleared', async () => {
    await order({ path: '/account', status: 500 });
    await simulator.request('/simulator/faults', { method: 'DELETE' });
    expect(await balance()).toMatchObject({ status: 200 });
  });

  it.each([
    [{}],
    [{ path: '/v1' }],
    [{ path: '/v1', status: 99 }],
    [{ events: 'explode' }],
    [{ path: '/simulator', status: 500 }],
    [{ path: '/v1', status: 500, times: 0 }],
  ])('that makes no sense is refused: %j', async (body) => {
    expect(await order(body)).toMatchObject({ status: 400, body: { error: expect.any(String) } });
  });
});

describe('the control API', () => {
  it('refuses invalid requests, and names the field', async () => {
    expect(await change({ requests_per_second: -1 })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('requests_per_second') },
    });
    expect(await change({ balance: 'much' })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('balance') },
    });
    expect(await simulator.request('/simulator/clock', { body: {} })).toMatchObject({ status: 400 });
    expect(await simulator.request('/simulator/nothing')).toMatchObject({
      status: 404,
      body: { error: expect.any(String) },
    });
  });

  it('reports the process id', async () => {
    expect(await simulator.request('/simulator/healthz')).toMatchObject({ status: 200, body: { pid: process.pid } });
  });

  it('can be used by pages of this machine, not of other origins', async () => {
    const local = { origin: 'http://localhost:4000' };
    const asked = await simulator.request('/simulator/account', { method: 'OPTIONS', headers: local });
    expect(asked.status).toBe(204);
    expect(asked.headers.get('access-control-allow-origin')).toBe(local.origin);
    expect(await simulator.request('/simulator/account', { headers: local })).toMatchObject({ status: 200 });
    for (const origin of ['https://example.com', 'http://localhost.example.com', 'null']) {
      const foreign = await simulator.request('/simulator/account', { headers: { origin } });
      expect(foreign).toMatchObject({ status: 403, body: { error: expect.any(String) } });
      expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
    }
  });
});

describe('the clock', () => {
  it('fires due timers in order, each at its own time, including those set by earlier ones', async () => {
    const clock = createSimClock();
    const start = clock.now().getTime();
    const fired: [string, number][] = [];
    const note = (name: string) => fired.push([name, Math.round((clock.now().getTime() - start) / 1000)]);
    clock.setTimeout(() => note('third'), 30_000);
    clock.setTimeout(() => {
      note('first');
      clock.setTimeout(() => note('second'), 10_000);
    }, 10_000);
    clock.clear(clock.setTimeout(() => note('cleared'), 5_000));
    clock.setTimeout(() => note('later'), 90_000);

    await clock.advance(60_000);
    expect(fired).toEqual([
      ['first', 10],
      ['second', 20],
      ['third', 30],
    ]);
    expect(Math.round((clock.now().getTime() - start) / 1000)).toBe(60);
    clock.stop();
  });
});

describe('after a restart, the simulator keeps', () => {
  it('the account, applications, numbers, users, conversations and recordings, readable by the owner only', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'denwaban-simulator-'));
    const before = await startSimulator({ dataDir });
    const application = await before.createApplication('Kept');
    const sdk = before.sdk(application);
    await sdk.users.createUser({ name: 'jane' });
    const { id: conversationId } = await sdk.conversations.createConversation({ name: 'kept' });
    await sdk.numbers.buyNumber({ country: 'GB', msisdn: '447700900123' });
    await sdk.numbers.updateNumber({ country: 'GB', msisdn: '447700900123', applicationId: application.id });
    const fileId = await before.addFile(application, 'RIFF');
    const { value } = await sdk.accounts.getBalance();
    await before.close();

    const after = await startSimulator({ dataDir });
    expect(after.credentials).toEqual(before.credentials);
    const again = after.sdk(application);
    expect(await again.applications.getApplication(application.id)).toMatchObject({ name: 'Kept' });
    expect(await again.users.getUser('jane')).toMatchObject({ name: 'jane' });
    expect(await again.conversations.getConversation(conversationId!)).toMatchObject({ name: 'kept' });
    expect(await again.numbers.getOwnedNumbers({ applicationId: application.id })).toMatchObject({ count: 1 });
    expect(await again.accounts.getBalance()).toMatchObject({ value });
    const file = await after.request(`/v1/files/${fileId}`, { authorization: after.bearer(application) });
    expect(file).toMatchObject({ status: 200, body: 'RIFF' });

    after.announce();
    const announced = JSON.parse(await readFile(join(dataDir, 'simulator.json'), 'utf8'));
    expect(announced).toEqual({ url: after.url, pid: process.pid, ...after.credentials });
    for (const name of [
      'simulator.json',
      'simulator/account.json',
      'simulator/applications.json',
      `simulator/files/${fileId}`,
    ]) {
      expect((await stat(join(dataDir, name))).mode & 0o077, name).toBe(0);
    }
    await after.close();
    await rm(dataDir, { recursive: true });
  });
});
