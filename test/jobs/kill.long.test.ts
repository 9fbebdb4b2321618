import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase } from '../helpers/database.js';
import { waitFor } from '../helpers/wait-for.js';
import { addEffects, buildRunners, createRunners, type Runners } from './runners.js';

const COUNT = 400;

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let runners: Runners;
beforeAll(async () => {
  buildRunners();
  database = await createTestDatabase();
  runners = await createRunners(database.url);
}, 120_000);
afterAll(async () => {
  await runners?.close();
  await database?.drop();
});

describe('hundreds of due jobs, two servers and a kill -9', () => {
  it('are each begun at least once and take effect exactly once, past a kind that hangs', async () => {
    const now = new Date();
    const hanging = Array.from({ length: 20 }, (_, n) => ({ kind: 'hangs', key: String(n), due: now }));
    await runners.jobs.add(runners.db, hanging);
    await addEffects(runners.db, runners.jobs, COUNT, () => now);
    const [first] = [await runners.start(), await runners.start()];
    await waitFor(async () => (await runners.effects()) > COUNT / 4, 20_000);
    await runners.kill9(first);
    // What the dead one held comes back when its locks end, after 4 seconds.
    await waitFor(async () => (await runners.left('effect')) === 0, 20_000);
    expect([await runners.effects(), await runners.differentEffects()]).toEqual([COUNT, COUNT]);
    expect(await runners.begun()).toBeGreaterThanOrEqual(COUNT);
    expect(await runners.left('hangs')).toBe(20);
  }, 60_000);
});
