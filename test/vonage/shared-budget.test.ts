import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const CALLS = 3;
const REQUESTS = 15;
/** Part of the limit; the driven test below asks for more, since no other work slows it down. */
const LEAST = 0.7;
let app: TestApp;
let applicationId: string;

beforeAll(async () => {
  app = await createTestApp({
    servers: 2,
    env: { VONAGE_CALLS_PER_SECOND: String(CALLS), VONAGE_REQUESTS_PER_SECOND: String(REQUESTS) },
  });
  ({ id: applicationId } = await (await app.connectAccount()).createApplication());
  await app.control('PATCH', '/account', { calls_per_second: CALLS, requests_per_second: REQUESTS });
});
afterAll(() => app.close());

interface SimulatedAccount {
  calls_refused: number;
  requests_refused: number;
}
const refused = async () => {
  const { calls_refused, requests_refused } = (await app.control('GET', '/account')) as SimulatedAccount;
  return { calls_refused, requests_refused };
};

/** Nobody has used anything of a second. */
async function afterAQuietSecond(): Promise<void> {
  const quiet = performance.now() + 1100;
  await waitFor(() => performance.now() > quiet);
}
beforeEach(afterAQuietSecond);

/** When requests to Vonage were sent: milliseconds. On a busy machine they may arrive later, one more than another. */
const sent = { calls: [] as number[], requests: [] as number[] };
function note(message: unknown): void {
  const { request } = message as {
    request: { method: string; path: string; host: string; getHeader(name: string): unknown };
  };
  if (request.getHeader('host') !== new URL(app.simulator.url).host) return;
  const kind = request.method === 'POST' && request.path === '/v1/calls' ? 'calls' : 'requests';
  sent[kind].push(performance.now());
}
beforeAll(() => subscribe('http.client.request.start', note));
afterAll(() => void unsubscribe('http.client.request.start', note));
beforeEach(() => {
  sent.calls = [];
  sent.requests = [];
});
afterEach(() => {
  for (const [kind, limit] of [
    ['calls', CALLS],
    ['requests', REQUESTS],
  ] as const) {
    const gaps = sent[kind].slice(limit).map((at, before) => at - sent[kind][before]!);
    expect(Math.min(...gaps, 1001)).toBeGreaterThan(1000);
  }
});

const account = () => {
  const { apiKey, apiSecret } = app.simulator.credentials;
  return { kind: 'simulator', apiKey, apiSecret } as const;
};

/** Asks for the balance so often. @returns when each was answered, in milliseconds from now */
function askFor(server: number, count: number): Promise<number>[] {
  const start = performance.now();
  const api = app.servers[server]!.vonage.account(account());
  return Array.from({ length: count }, async () => {
    await api.balance();
    return performance.now() - start;
  });
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

/** Requests in a second, seen over whole seconds: the first second's are sent at once. */
const rate = (ends: number[], perSecond: number) => (ends.length - perSecond) / (Math.max(...ends) / 1000);

// Real requests in real time: where the machine is busy, one that was sent in time may arrive late.
describe('the limits of a Vonage account', { retry: 2 }, () => {
  it('are shared by two servers: 15 requests in a second, never 16, and hardly fewer', async () => {
    const before = await refused();
    const ends = await Promise.all([askFor(0, 38), askFor(1, 37)].map((one) => Promise.all(one)));
    expect(await refused()).toEqual(before);
    expect(rate(ends.flat(), REQUESTS)).toBeGreaterThan(LEAST * REQUESTS);
    const early = ends.map((one) => one.filter((at) => at < 3500).length);
    expect(Math.min(...early)).toBeGreaterThanOrEqual(10);
  });

  it('are one server’s alone while the other asks for nothing', async () => {
    const before = await refused();
    const ends = await Promise.all(askFor(0, 60));
    expect(await refused()).toEqual(before);
    expect(rate(ends, REQUESTS)).toBeGreaterThan(LEAST * REQUESTS);
  });

  it('are shared by two servers: 3 new calls in a second, never a fourth', async () => {
    const before = await refused();
    const start = performance.now();
    const ends = await Promise.all(
      [0, 1].flatMap((server) =>
        Array.from({ length: 8 - server }, () => place(server).then(() => performance.now() - start)),
      ),
    );
    expect(await refused()).toEqual(before);
    expect(rate(ends, CALLS)).toBeGreaterThan(LEAST * CALLS);
  });

  it('let what happens in a call go before the page of another server', async () => {
    const { live } = await application(1);
    const start = performance.now();
    const pages = askFor(0, 60);
    await Promise.race(pages);
    await Promise.all(Array.from({ length: 5 }, () => live.hangUp('00000000-0000-4000-8000-000000000000')));
    const waited = performance.now() - start;
    expect((await Promise.all(pages)).filter((at) => at > waited).length).toBeGreaterThan(25);
    expect(waited).toBeLessThan(1500);
  });

  it('come back within a second and a half from a server that died with a long line of requests', async () => {
    await takeFor('a server that dies', { wanted: [0, 500, 0], at: null });
    const ends = await Promise.all(askFor(0, 2 * REQUESTS));
    expect(ends.filter((at) => at < 1500).length).toBeGreaterThanOrEqual(REQUESTS);
    expect(Math.max(...ends)).toBeLessThan(2700);
  });
});

describe('while the database is away', { retry: 2 }, () => {
  it('hang-ups pass at once, each server keeps to its part, and both share again when it is back', async () => {
    const before = await refused();
    const [first, second] = await Promise.all([application(0), application(1)]);
    await Promise.all([...askFor(0, 1), ...askFor(1, 1)]);
    await app.line.cut();
    try {
      const start = performance.now();
      await Promise.all([first, second].map(({ live }) => live.hangUp('00000000-0000-4000-8000-000000000000')));
      expect(performance.now() - start).toBeLessThan(1000);
      await Promise.all([...askFor(0, 20), ...askFor(1, 20)]);
      expect(await refused()).toEqual(before);
    } finally {
      await app.line.mend();
    }
    await waitFor(async () => (await app.db.execute('select 1')) && true);
    await Promise.all([...askFor(0, 25), ...askFor(1, 25)]);
    expect(await refused()).toEqual(before);
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
