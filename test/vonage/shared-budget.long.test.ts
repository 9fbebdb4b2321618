import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const CALLS = 3;
const REQUESTS = 15;
let app: TestApp;
let applicationId: string;

beforeAll(async () => {
  app = await createTestApp({
    lines: 'one',
    servers: 2,
    env: { VONAGE_CALLS_PER_SECOND: String(CALLS), VONAGE_REQUESTS_PER_SECOND: String(REQUESTS) },
  });
  ({ id: applicationId } = await (await app.connectAccount()).createApplication());
  await app.control('PATCH', '/account', { calls_per_second: CALLS, requests_per_second: REQUESTS });
});
afterAll(() => app.close());

/** Nobody has used anything of a second. */
async function afterAQuietSecond(): Promise<void> {
  const quiet = performance.now() + 1100;
  await waitFor(() => performance.now() > quiet);
}
beforeEach(afterAQuietSecond);

interface Request {
  method: string;
  path: string;
  getHeader(name: string): unknown;
}

/** When requests to Vonage were sent: milliseconds. On a busy machine they may arrive later, one more than another. */
const sent = { calls: [] as number[], requests: [] as number[] };
/** How many of them came too soon after each other, since one was longer on its way, and were sent again. */
const refused = { calls: 0, requests: 0 };
function note(message: unknown): void {
  const { request } = message as { request: Request };
  const kind = kindOf(request);
  if (kind) sent[kind].push(performance.now());
}
function noteReply(message: unknown): void {
  const { request, response } = message as { request: Request; response: { statusCode: number } };
  const kind = kindOf(request);
  if (kind && response.statusCode === 429) refused[kind] += 1;
}
function kindOf(request: Request): 'calls' | 'requests' | null {
  if (request.getHeader('host') !== new URL(app.simulator.url).host) return null;
  return request.method === 'POST' && request.path.endsWith('/v1/calls') ? 'calls' : 'requests';
}
beforeAll(() => {
  subscribe('http.client.request.start', note);
  subscribe('http.client.response.finish', noteReply);
});
afterAll(() => {
  unsubscribe('http.client.request.start', note);
  unsubscribe('http.client.response.finish', noteReply);
});
beforeEach(() => {
  sent.calls = [];
  sent.requests = [];
  Object.assign(refused, { calls: 0, requests: 0 });
});
/** How long this process, which is both servers, stood still: a request that it may send begins so much later at most. */
const pauses = monitorEventLoopDelay({ resolution: 1 });
beforeEach(() => {
  pauses.reset();
  pauses.enable();
});
afterEach(() => {
  pauses.disable();
  for (const [kind, limit] of [
    ['calls', CALLS],
    ['requests', REQUESTS],
  ] as const) {
    const gaps = sent[kind].slice(limit).map((at, before) => at - sent[kind][before]!);
    expect(Math.min(...gaps, 1001)).toBeGreaterThan(1000 - pauses.max / 1e6);
  }
});

const account = () => {
  const { apiKey, apiSecret } = app.simulator.credentials;
  return { kind: 'simulator', apiKey, apiSecret } as const;
};

/** Asks for the balance so often. @param answered told of each answer */
function askFor(server: number, count: number, answered = () => {}): Promise<unknown>[] {
  const api = app.servers[server]!.vonage.account(account());
  return Array.from({ length: count }, () => api.balance().then(answered));
}

async function application(server: number) {
  const { services, vonage } = app.servers[server]!;
  return vonage.application(await services.applications.access(applicationId));
}

async function place(server: number): Promise<void> {
  const { live } = await application(server);
  await live.place({ to: { type: 'app', user: 'Nobody' }, from: null, ncco: [] }).catch(() => {});
}

interface Taking {
  wanted: number[];
  /** Milliseconds since 1970; null = now. */
  at: number | null;
  perSecond?: number;
  account?: string;
}
/** Asks as a server does. */
async function takeFor(server: string, { wanted, at, perSecond = REQUESTS, account: of }: Taking) {
  const { sql } = app.servers[0]!.connection;
  const name = of ?? `simulator ${app.simulator.credentials.apiKey}`;
  const [taken] = await sql<{ granted: number; again: number; servers: number }[]>`
    select * from take_vonage_budget(${name}, 'requests', ${server}, ${perSecond}, ${wanted}::integer[], 0, 0, 0, 1045, ${at})`;
  return taken!;
}

describe('the limits of a Vonage account', () => {
  it('are shared by two servers: 15 requests in a second, never 16, and both have their part', async () => {
    const order: number[] = [];
    await Promise.all([0, 1].flatMap((server) => askFor(server, 38, () => order.push(server))));
    for (const server of [0, 1]) expect(order.slice(0, 45).filter((one) => one === server).length).toBeGreaterThan(10);
  });

  it('are one server’s alone while the other asks for nothing', async () => {
    await Promise.all(askFor(0, 60));
    expect(sent.requests.length - refused.requests).toBe(60);
  });

  it('are shared by two servers: 3 new calls in a second, never a fourth', async () => {
    await Promise.all([0, 1].flatMap((server) => Array.from({ length: 8 - server }, () => place(server))));
    expect(sent.calls.length - refused.calls).toBe(15);
  });

  it('let a hang-up and a transfer go before a hundred lists that wait at both servers', async () => {
    const calls = await Promise.all([application(0), application(1)]);
    let lists = 0;
    const waiting = [0, 1].flatMap((server) => askFor(server, 50, () => (lists += 1)));
    await Promise.race(waiting);
    const before = lists;
    const leg = '00000000-0000-4000-8000-000000000000';
    await Promise.allSettled(
      calls.flatMap(({ live }) => [live.hangUp(leg), live.transfer(leg, [{ action: 'talk', text: 'Hello' }])]),
    );
    // What was sent before, and the rest of a second in which they are sent.
    expect(lists - before).toBeLessThanOrEqual(2 * REQUESTS);
    expect(lists).toBeLessThan(50);
    await Promise.all(waiting);
  });
});

describe('while the database is away', () => {
  it('hang-ups pass, each server keeps to its part, and both share again when it is back', async () => {
    const calls = await Promise.all([application(0), application(1)]);
    await Promise.all([...askFor(0, 1), ...askFor(1, 1)]);
    await app.line.cut();
    try {
      await Promise.all(calls.map(({ live }) => live.hangUp('00000000-0000-4000-8000-000000000000')));
      await Promise.all([...askFor(0, 20), ...askFor(1, 20)]);
    } finally {
      await app.line.mend();
    }
    await waitFor(async () => (await app.db.execute('select 1')) && true);
    await Promise.all([...askFor(0, 25), ...askFor(1, 25)]);
  });
});

describe('the statement that shares a limit', () => {
  it('never gives more than the limit in one second, and gives all of it where somebody waits', async () => {
    let account = 0;
    const step = fc.record({
      server: fc.integer({ min: 0, max: 2 }),
      wanted: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 }),
      later: fc.integer({ min: 0, max: 400 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 15 }),
        fc.array(step, { minLength: 1, maxLength: 25 }),
        async (perSecond, steps) => {
          account += 1;
          let at = 1_800_000_000_000;
          const given: { at: number; granted: number }[] = [];
          for (const { server, wanted, later } of steps) {
            at += later;
            const { granted } = await takeFor(`server ${server}`, { wanted, at, perSecond, account: `${account}` });
            expect(granted).toBeLessThanOrEqual(wanted[0]! + wanted[1]! + wanted[2]!);
            given.push({ at, granted });
          }
          for (const { at: from } of given) {
            const inSecond = given.filter((one) => one.at >= from && one.at < from + 1000);
            expect(inSecond.reduce((sum, { granted }) => sum + granted, 0)).toBeLessThanOrEqual(perSecond);
          }
          // Later, when all others have gone, whoever comes first has everything.
          const last = { wanted: [0, 0, perSecond], at: at + 2000, perSecond, account: `${account}` };
          expect((await takeFor('the last', last)).granted).toBe(perSecond);
        },
      ),
      { numRuns: 60, seed: 20_261_126 },
    );
  });

  it.each([
    ['calls', CALLS, 2],
    ['requests', REQUESTS, 2],
    ['requests', REQUESTS, 1],
  ])(
    'gives at least 95 % of the limit of %s (%i a second) to %i servers that always wait',
    async (_, perSecond, servers) => {
      const start = 1_800_000_000_000;
      const account = `always ${perSecond} ${servers}`;
      const waiting = Array.from({ length: servers }, (_none, n) => ({
        name: `server ${n}`,
        next: start + n,
        granted: 0,
      }));
      for (;;) {
        const one = waiting.reduce((first, other) => (other.next < first.next ? other : first));
        if (one.next > start + 10_000) break;
        const { granted, again } = await takeFor(one.name, { wanted: [0, 50, 0], at: one.next, perSecond, account });
        one.granted += granted;
        one.next += Math.min(again, 250);
      }
      const each = waiting.map(({ granted }) => granted / 10 / perSecond);
      expect(each.reduce((sum, part) => sum + part, 0)).toBeGreaterThan(0.95);
      expect(Math.min(...each)).toBeGreaterThan(0.8 / servers);
    },
  );

  it('gives everything to the others half a second after the last question of a server that died', async () => {
    const at = 1_800_000_000_000;
    const ask = (server: string, wanted: number[], later: number) =>
      takeFor(server, { wanted, at: at + later, perSecond: 15, account: 'died' });
    expect(await ask('dead', [0, 500, 0], 0)).toMatchObject({ granted: 15 });
    expect(await ask('dead', [0, 485, 0], 1000)).toMatchObject({ granted: 0 });
    // It may still be there, so its part is kept for it; then it is gone.
    expect((await ask('alive', [0, 100, 0], 1100)).granted).toBeLessThan(8);
    expect((await ask('alive', [0, 100, 0], 1501)).granted).toBeGreaterThan(7);
    expect(await ask('alive', [0, 100, 0], 2600)).toMatchObject({ granted: 15 });
  });

  it('gives first what is most urgent on any server, and equal parts of what is equally urgent', async () => {
    const at = 1_800_000_000_000;
    const ask = (server: string, wanted: number[], later: number) =>
      takeFor(server, { wanted, at: at + later, perSecond: 15, account: 'parts' });
    expect(await ask('a', [0, 0, 100], 0)).toMatchObject({ granted: 15 });
    expect(await ask('b', [2, 10, 0], 10)).toMatchObject({ granted: 0, servers: 2 });
    expect(await ask('a', [0, 0, 85], 1100)).toMatchObject({ granted: 15 });
    expect(await ask('b', [2, 10, 0], 2000)).toMatchObject({ granted: 0 });
    expect(await ask('a', [0, 0, 70], 2200)).toMatchObject({ granted: 3 });
    expect(await ask('b', [2, 10, 20], 2201)).toMatchObject({ granted: 12 });
    expect(await ask('a', [0, 40, 0], 3100)).toMatchObject({ granted: 0 });
    expect(await ask('b', [0, 40, 0], 3101)).toMatchObject({ granted: 0 });
    const parts = [await ask('a', [0, 40, 0], 3300), await ask('b', [0, 40, 0], 3301)].map(({ granted }) => granted);
    expect(Math.min(...parts)).toBeGreaterThanOrEqual(4);
    const rest = [await ask('a', [0, 32, 0], 3325), await ask('b', [0, 36, 0], 3326)].map(({ granted }) => granted);
    expect(parts[0]! + parts[1]! + rest[0]! + rest[1]!).toBeGreaterThanOrEqual(14);
  });
});
