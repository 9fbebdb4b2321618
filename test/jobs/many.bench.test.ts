import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../helpers/database.js';
import { waitFor } from '../helpers/wait-for.js';
import { addEffects, buildRunners, createRunners, type Runners } from './runners.js';

const COUNT = 10_000;
const KILLS = 6;

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let runners: Runners;
beforeAll(buildRunners, 120_000);
beforeEach(async () => {
  database = await createTestDatabase();
  runners = await createRunners(database.url);
});
afterEach(async () => {
  await runners?.close();
  await database?.drop();
});

describe('10 000 jobs, two servers', () => {
  it(`take effect exactly once though ${KILLS} servers are killed`, async () => {
    const now = new Date();
    await addEffects(runners.db, runners.jobs, COUNT, () => now);
    await runners.jobs.add(
      runners.db,
      Array.from({ length: 20 }, (_, n) => ({ kind: 'hangs', key: String(n), due: now })),
    );
    const began = performance.now();
    const alive = [await runners.start(), await runners.start()];
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await waitFor(async () => (await runners.effects()) > (COUNT * kill) / (KILLS + 1), 60_000);
      await runners.kill9(alive.shift()!);
      alive.push(await runners.start());
    }
    await waitFor(async () => (await runners.left('effect')) === 0, 60_000);
    const seconds = (performance.now() - began) / 1000;
    const [effects, different, begun] = [
      await runners.effects(),
      await runners.differentEffects(),
      await runners.begun(),
    ];
    console.log(`10 000 due at once: ${seconds.toFixed(1)} s, ${begun} begun`, await runners.lateness());
    expect([effects, different]).toEqual([COUNT, COUNT]);
    expect(begun).toBeGreaterThanOrEqual(COUNT);
  }, 300_000);

  it('start within 100 ms (p95) when they are due one after another over 50 seconds', async () => {
    await runners.start();
    await runners.start();
    const first = Date.now() + 10_000;
    await addEffects(runners.db, runners.jobs, COUNT, (n) => new Date(first + n * 5));
    await waitFor(async () => (await runners.left('effect')) === 0, 120_000);
    const late = await runners.lateness();
    console.log('10 000 due over 50 s', late);
    expect(late.p95).toBeLessThanOrEqual(100);
  }, 300_000);

  it('start within 100 ms (p95) on idle servers when they are added 300 ms ahead', async () => {
    await runners.start();
    await runners.start();
    for (let n = 0; n < 200; n += 1) {
      await runners.jobs.add(runners.db, { kind: 'effect', key: `one-${n}`, due: new Date(Date.now() + 300) });
      await sleep(100);
    }
    await waitFor(async () => (await runners.left('effect')) === 0, 10_000);
    const late = await runners.lateness();
    console.log('200, each added 300 ms ahead', late);
    expect(late.p95).toBeLessThanOrEqual(100);
  }, 300_000);
});
