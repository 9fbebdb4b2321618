import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { readConfig } from '../../server/config.js';
import { isOwnHost } from '../../server/simulator/http/access.js';
import { startSimulator, type TestSimulator } from '../helpers/simulator.js';
import { waitFor } from '../helpers/wait-for.js';

/** The simulator as seen by those without access: pages of other sites, other machines, curious users. */
/** Milliseconds after which a test gives up on a socket that stays open. */
const LEFT_OPEN_MS = 5000;

let simulator: TestSimulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.close());

/** A request with the address and the headers just as they are. */
function raw(
  path: string,
  { method = 'GET', headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) {
  const { hostname, port } = new URL(simulator.url);
  return new Promise<{ status: number; headers: IncomingHttpHeaders; text: string }>((resolve, reject) => {
    const asked = httpRequest({ hostname, port, path, method, headers }, (reply) => {
      let text = '';
      reply.on('data', (chunk) => (text += chunk));
      reply.on('end', () => resolve({ status: reply.statusCode!, headers: reply.headers, text }));
    });
    asked.on('error', reject);
    asked.end();
  });
}

/** The first response to a socket upgrade, once it is closed. */
function upgrade(target: string, headers: string[] = []): Promise<string> {
  const { hostname, port, host } = new URL(simulator.url);
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname);
    let said = '';
    socket.on('data', (chunk) => (said += chunk));
    socket.on('close', () => resolve(said));
    socket.on('error', reject);
    const lines = [
      `GET ${target} HTTP/1.1`,
      ...(headers.some((one) => one.startsWith('Host:')) ? [] : [`Host: ${host}`]),
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==',
      ...headers,
    ];
    socket.write(`${lines.join('\r\n')}\r\n\r\n`);
    socket.setTimeout(LEFT_OPEN_MS, () => socket.destroy());
  });
}

const CONTROLS: [method: string, path: string, body?: object][] = [
  ['GET', '/simulator/account'],
  ['PATCH', '/simulator/account', { balance: 1 }],
  ['POST', '/simulator/users', { application_id: 'a', users: [] }],
  ['POST', '/simulator/clock', { advance_ms: 0 }],
  ['GET', '/simulator/faults'],
  ['POST', '/simulator/faults', { path: '/v1/users', status: 500 }],
  ['DELETE', '/simulator/faults'],
  ['GET', '/simulator/feed'],
  ['GET', '/simulator/nothing'],
];
const HANDSETS: [method: string, path: string, body?: object][] = [
  ['GET', '/simulator/phones'],
  ['POST', '/simulator/phones', { number: '447700900001' }],
  ['GET', '/simulator/phones/447700900001'],
  ['PATCH', '/simulator/phones/447700900001', { busy: false }],
  ['GET', '/simulator/phones/447700900001/transcript'],
  ['POST', '/simulator/phones/447700900001/dial', { to: '447700900002' }],
  ['DELETE', '/simulator/phones/447700900001'],
];
const ask = async ([method, path, body]: (typeof CONTROLS)[number], authorization: string | null) =>
  (await simulator.request(path, { method, authorization, ...(body && { body }) })).status;

describe('the control API', () => {
  it.each([...CONTROLS, ...HANDSETS])('requires a token: %s %s', async (...control) => {
    for (const authorization of [null, simulator.basic, 'Bearer wrong', 'Bearer ']) {
      expect(await ask(control, authorization)).toBe(401);
    }
  });

  it('gives access only to handsets with the handset token', async () => {
    const authorization = `Bearer ${simulator.credentials.handsetToken}`;
    for (const one of HANDSETS) expect(await ask(one, authorization), one.join(' ')).not.toBe(401);
    for (const one of CONTROLS) expect(await ask(one, authorization), one.join(' ')).toBe(403);
    expect(await ask(HANDSETS[0]!, authorization)).toBe(200);
  });

  it('never returns a secret, even with the control token', async () => {
    const { apiSecret, signatureSecret, controlToken, handsetToken } = simulator.credentials;
    for (const [method, path, body] of [...CONTROLS, ...HANDSETS]) {
      const text = JSON.stringify((await simulator.request(path, { method, ...(body && { body }) })).body);
      for (const secret of [apiSecret, signatureSecret, controlToken, handsetToken]) {
        expect(text).not.toContain(secret);
      }
    }
  });

  it('is protected however its URL is written', async () => {
    const authorization = simulator.control;
    for (const path of [
      '/simulator/phones',
      '/%73imulator/phones',
      '/%73%69mulator/%70hones',
      '/simulator/phones/',
      '/simulator/phones?x=/v0.3/users',
      `${simulator.url}/simulator/phones`,
      `${simulator.url}/%73imulator/phones`,
    ]) {
      const foreign = await raw(path, { headers: { origin: 'https://example.com', authorization } });
      expect(foreign, path).toMatchObject({ status: 403 });
      expect(foreign.headers['access-control-allow-origin'], path).toBeUndefined();
      const asked = await raw(path, { method: 'OPTIONS', headers: { origin: 'https://example.com' } });
      expect(asked.headers['access-control-allow-origin'], path).toBeUndefined();
      expect(await raw(path), path).toMatchObject({ status: 401 });
      expect(await raw(path, { headers: { authorization } }), path).toMatchObject({ status: 200 });
    }
  });

  it('opens sockets with a token, in a header or as a protocol, but not for pages of other origins', async () => {
    await simulator.request('/simulator/phones', { body: { number: '447700900001' } });
    const { controlToken, handsetToken } = simulator.credentials;
    const phone = '/simulator/phones/447700900001/socket';
    const open = (path: string, protocols: string[] = [], headers: Record<string, string> = {}) =>
      new Promise<boolean>((resolve) => {
        const socket = new WebSocket(simulator.url.replace('http', 'ws') + path, protocols, { headers });
        socket.once('open', () => resolve(socket.close() === undefined));
        socket.once('error', () => resolve(false));
      });
    expect(await open(phone)).toBe(false);
    expect(await open(phone, ['denwaban', 'wrong'])).toBe(false);
    expect(await open(phone, [handsetToken])).toBe(false);
    expect(await open(phone, ['denwaban', handsetToken])).toBe(true);
    expect(await open(phone, ['denwaban', handsetToken], { origin: 'https://example.com' })).toBe(false);
    expect(await open(phone, ['denwaban', handsetToken], { origin: 'http://localhost:4000' })).toBe(true);
    for (const feed of ['/simulator/feed', '/%73imulator/feed']) {
      expect(await open(feed, ['denwaban', handsetToken])).toBe(false);
      expect(await open(feed, ['denwaban', controlToken])).toBe(true);
      expect(await open(feed, [], { authorization: simulator.control })).toBe(true);
      const headers = { authorization: simulator.control, origin: 'https://example.com' };
      expect(await open(feed, [], headers)).toBe(false);
    }
  });
});

describe('a domain that someone else points at this machine (DNS rebinding)', () => {
  it.each(['evil.example', 'evil.example:4100', 'localhost.evil.example', '127.0.0.1.evil.example', '192.168.1.7', ''])(
    'is refused: %j',
    async (host) => {
      const headers = { host, authorization: simulator.control };
      for (const path of [
        '/simulator/healthz',
        '/simulator/account',
        '/v2/applications',
        '/v0.3/users/me',
        '/nothing',
      ]) {
        expect(await raw(path, { headers }), path).toMatchObject({ status: host ? 403 : expect.any(Number) });
      }
      const { controlToken } = simulator.credentials;
      for (const target of ['/simulator/feed', '/v2/rtc/?EIO=4&transport=websocket']) {
        const said = await upgrade(target, [`Host: ${host}`, `Sec-WebSocket-Protocol: denwaban, ${controlToken}`]);
        expect(said, target).not.toContain('101');
      }
    },
  );

  it.each([
    ['127.0.0.1:4100', '127.0.0.1', true],
    ['localhost', '127.0.0.1', true],
    ['LOCALHOST:1', '127.0.0.1', true],
    ['[::1]:4100', '127.0.0.1', true],
    ['phones.example:4100', 'phones.example', true],
    ['phones.example', '127.0.0.1', false],
    ['192.168.1.7:4100', '0.0.0.0', true],
    ['[fe80::1]:4100', '::', true],
    ['192.168.1.7:4100', '192.168.1.7', true],
    ['192.168.1.7', '127.0.0.1', false],
    ['evil.example', '0.0.0.0', false],
    ['localhost@evil.example', '0.0.0.0', false],
    ['127.0.0.1:4100:1', '127.0.0.1', false],
    [undefined, '127.0.0.1', false],
  ])('%s, where the simulator listens at %s: own = %s', (host, listening, own) => {
    expect(isOwnHost(host, listening)).toBe(own);
  });
});

describe('a socket with invalid requests', () => {
  it.each([
    '//',
    '///',
    '//:0/',
    '//[',
    '/%',
    '/\\\\',
    'http://',
    'http://[::',
    '*',
    '/v2/rtc',
    '/v2/rtc/?EIO=x',
    '/v2/rtc/?EIO=4&transport=polling',
    '/v2/rtc/?EIO=4&transport=websocket&sid=none',
    '/simulator/phones',
    '/nothing',
  ])('is refused and closed, and the simulator goes on: %s', async (target) => {
    const begun = performance.now();
    expect(await upgrade(target)).not.toContain('101 Switching');
    expect(performance.now() - begun).toBeLessThan(LEFT_OPEN_MS);
    expect((await raw('/simulator/healthz')).status).toBe(200);
  });

  it('may disconnect at any moment', async () => {
    const { hostname, port } = new URL(simulator.url);
    const socket = connect(Number(port), hostname);
    socket.write(
      'GET /simulator/feed HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
      () => socket.resetAndDestroy(),
    );
    await waitFor(() => socket.destroyed);
    expect((await raw('/simulator/healthz')).status).toBe(200);
  });
});

describe('the listening address', () => {
  const settings = (env: Record<string, string>) => readConfig(env).simulator;

  it('is this machine, whatever HOST is, unless SIMULATOR_HOST is set', () => {
    expect(settings({ HOST: '0.0.0.0' })).toMatchObject({ on: true, host: '127.0.0.1' });
    expect(settings({ SIMULATOR_HOST: '0.0.0.0' })).toMatchObject({ on: true, host: '0.0.0.0' });
  });

  it('is none in production, unless SIMULATOR=on is set', () => {
    expect(settings({ NODE_ENV: 'production' }).on).toBe(false);
    expect(settings({ NODE_ENV: 'production', SIMULATOR: 'on' }).on).toBe(true);
  });
});

describe('the limit of calls', () => {
  it('counts a new call, however its URL is written', async () => {
    const strict = await startSimulator({ callsPerSecond: 0 });
    for (const path of ['/v1/calls', '/v1/calls/', '/%76%31/calls', '/v1/calls?x']) {
      expect(await strict.request(path, { body: {} }), path).toMatchObject({ status: 429 });
    }
    await strict.close();
  });
});
