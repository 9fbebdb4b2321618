import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { generateKeyPair } from '../../server/applications/key-pair.js';
import { readConfig } from '../../server/config.js';
import { createVonage, type Vonage } from '../../server/vonage/client.js';

/** A Vonage that answers what the test says, and notes what it was asked. */
let server: Server;
let url: string;
let asked: { path: string; headers: IncomingHttpHeaders; at: number }[] = [];
let silent = false;
let answers: { status: number; body: string; type?: string; headers?: Record<string, string> }[] = [];
let keys: Awaited<ReturnType<typeof generateKeyPair>>;

beforeAll(async () => {
  keys = await generateKeyPair();
  server = createServer((request, response) => {
    if (silent) return;
    asked.push({ path: request.url!, headers: request.headers, at: performance.now() });
    const {
      status,
      body,
      type = 'application/json',
      headers,
    } = answers.shift() ?? { status: 200, body: '{"value":1}' };
    response.writeHead(status, { 'content-type': type, ...headers }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked = [];
  answers = [];
  silent = false;
});
afterAll(() => server.close());

const access = { kind: 'cloud', apiKey: 'key', apiSecret: 'secret' } as const;
function vonageWith(env: Record<string, string> = {}): Vonage {
  const config = readConfig({ VONAGE_API_URL: url, VONAGE_REST_URL: url, VONAGE_REQUESTS_PER_SECOND: '1000', ...env });
  return createVonage({ config, simulator: () => null });
}
const application = (vonage: Vonage) =>
  vonage.application({ ...access, vonageId: 'app-1', privateKey: keys.privateKey, region: null });
const balance = (vonage: Vonage) => vonage.account(access).balance();

describe('Vonage’s response', () => {
  it.each([
    [
      'Applications',
      { title: 'Invalid credentials supplied', detail: 'You did not provide correct credentials.' },
      { title: 'Invalid credentials supplied', detail: 'You did not provide correct credentials.' },
    ],
    [
      'Users',
      { title: 'Not found.', code: 'user:error:not-found', detail: 'User does not exist, or you do not have access.' },
      { title: 'Not found.', detail: 'User does not exist, or you do not have access.' },
    ],
    ['Numbers', { 'error-code': '420', 'error-code-label': 'method failed' }, { title: 'method failed' }],
    [
      'Voice',
      {
        type: 400,
        title: 'Bad Request',
        invalid_parameters: [{ name: 'number', reason: 'can contain up to 15 digits' }],
      },
      { title: 'Bad Request', detail: 'number: can contain up to 15 digits' },
    ],
  ])('is kept in the words of its API: %s', async (_api, body, words) => {
    answers = [{ status: 400, body: JSON.stringify(body) }];
    await expect(balance(vonageWith())).rejects.toMatchObject({
      code: 'VONAGE_REFUSED',
      details: { vonage: { status: 400, ...words } },
    });
  });

  it.each([
    ['a page in place of JSON', { status: 200, body: '<html>', type: 'text/html' }],
    ['half a JSON', { status: 200, body: '{"value":', headers: { 'content-length': '9' } }],
    ['JSON of another shape', { status: 200, body: '[]' }],
    ['an error page', { status: 502, body: '<html>Bad Gateway', type: 'text/html' }],
  ])('that makes no sense is an error that says so: %s', async (_what, answer) => {
    answers = [answer];
    await expect(balance(vonageWith())).rejects.toMatchObject({ code: 'VONAGE_UNREACHABLE' });
  });

  it('is no success if a request without a result gets a page', async () => {
    const { live } = application(vonageWith());
    answers = [{ status: 200, body: '<html>', type: 'text/html' }];
    await expect(live.mute('leg-1')).rejects.toMatchObject({
      code: 'VONAGE_UNREACHABLE',
      details: { rule: 'unreadable' },
    });
    answers = [{ status: 204, body: '' }];
    await live.mute('leg-1');
  });

  it('is unreachable if nothing listens', async () => {
    const vonage = vonageWith({ VONAGE_REST_URL: 'http://127.0.0.1:1' });
    await expect(balance(vonage)).rejects.toMatchObject({
      code: 'VONAGE_UNREACHABLE',
      details: { rule: 'connection' },
    });
  });

  it('is awaited up to a timeout', async () => {
    silent = true;
    const config = readConfig({ VONAGE_REST_URL: url });
    const vonage = createVonage({ config, simulator: () => null, timeOut: 50 });
    await expect(balance(vonage)).rejects.toMatchObject({ code: 'VONAGE_UNREACHABLE', details: { rule: 'timeout' } });
    server.closeAllConnections();
  });

  it('is retried after 429, and reported if it persists', async () => {
    const busy = { status: 429, body: '{"title":"Too many"}', headers: { 'retry-after': '7' } };
    answers = [busy, busy];
    expect(await balance(vonageWith())).toBe(1);
    answers = [busy, busy, busy];
    await expect(balance(vonageWith())).rejects.toMatchObject({ code: 'LIMIT', details: { retryAfter: 7 } });
  });
});

describe('the budget', () => {
  it('lets requests wait, in order, so that no second has more than the account may do', async () => {
    const vonage = vonageWith({ VONAGE_REQUESTS_PER_SECOND: '10' });
    const done: number[] = [];
    const begun = performance.now();
    await Promise.all(Array.from({ length: 25 }, (_, index) => balance(vonage).then(() => done.push(index))));
    expect(asked).toHaveLength(25);
    for (const [index, { at }] of asked.entries()) {
      expect(at - begun).toBeGreaterThan(Math.floor(index / 10) * 1000);
    }
    expect(Math.max(...done.slice(0, 10))).toBeLessThan(10);
  });
});

describe('recordings', () => {
  it('are downloaded with a short-lived token of the application', async () => {
    answers = [{ status: 200, body: 'RIFF', type: 'audio/wav' }];
    const response = await application(vonageWith()).downloadRecording(`${url}/v1/files/abc`);
    expect(await response.text()).toBe('RIFF');
    const [request] = asked;
    const token = request!.headers.authorization!.replace('Bearer ', '');
    const claims = jwt.verify(token, keys.publicKey, { algorithms: ['RS256'] }) as jwt.JwtPayload;
    expect(claims).toMatchObject({ application_id: 'app-1', jti: expect.any(String) });
    expect(claims.exp! - claims.iat!).toBeLessThanOrEqual(60);
    expect(claims.sub).toBeUndefined();
  });

  it.each([
    'https://evil.example/v1/files/abc',
    'https://nexmo.com.evil.example/v1/files/abc',
    'https://evilnexmo.com/v1/files/abc',
    'http://api.nexmo.com/v1/files/abc',
    'http://169.254.169.254/latest/meta-data',
    'file:///etc/passwd',
  ])('are never fetched from %s', async (address) => {
    const download = application(vonageWith()).downloadRecording(address);
    await expect(download).rejects.toMatchObject({ code: 'FORBIDDEN', details: { rule: 'host' } });
    expect(asked).toEqual([]);
  });

  it('are fetched where Vonage sends us, without our token', async () => {
    answers = [
      { status: 302, body: '', headers: { location: '/elsewhere?signed=1' } },
      { status: 200, body: 'RIFF', type: 'audio/wav' },
    ];
    const response = await application(vonageWith()).downloadRecording(`${url}/v1/files/abc`);
    expect(await response.text()).toBe('RIFF');
    expect(asked.map(({ path }) => path)).toEqual(['/v1/files/abc', '/elsewhere?signed=1']);
    expect(asked[1]!.headers.authorization).toBeUndefined();
  });

  it('are not fetched from a foreign host to which we are sent, nor for ever', async () => {
    answers = [{ status: 302, body: '', headers: { location: 'https://evil.example/v1/files/abc' } }];
    const foreign = application(vonageWith()).downloadRecording(`${url}/v1/files/abc`);
    await expect(foreign).rejects.toMatchObject({ code: 'FORBIDDEN', details: { rule: 'host' } });
    expect(asked).toHaveLength(1);
    answers = Array.from({ length: 9 }, () => ({ status: 302, body: '', headers: { location: '/round' } }));
    const endless = application(vonageWith()).downloadRecording(`${url}/v1/files/abc`);
    await expect(endless).rejects.toMatchObject({ code: 'VONAGE_UNREACHABLE' });
    expect(asked).toHaveLength(5);
  });

  it('that are gone cause VONAGE_REFUSED', async () => {
    answers = [{ status: 404, body: '{"title":"Not found"}' }];
    const download = application(vonageWith()).downloadRecording(`${url}/v1/files/abc`);
    await expect(download).rejects.toMatchObject({ code: 'VONAGE_REFUSED', details: { vonage: { status: 404 } } });
  });
});

describe('the simulator', () => {
  it('that is not running causes a clear error', async () => {
    const account = () => vonageWith().account({ ...access, kind: 'simulator' });
    expect(account).toThrow(
      expect.objectContaining({ code: 'VONAGE_UNREACHABLE', message: 'The simulator is not running.' }),
    );
  });
});
