import { expect, it } from 'vitest';
import { createReload } from '../../server/realtime/reload.js';
import { waitFor } from '../helpers/wait-for.js';

/** A cache whose readings the test ends, one after the other. */
function watch() {
  const readings: { ids: string[] | null; works(): void; fails(): void }[] = [];
  const problems: unknown[] = [];
  const stop = new AbortController();
  const read = (ids: string[] | null) =>
    new Promise<void>((resolve, reject) => {
      readings.push({ ids, works: resolve, fails: () => reject(new Error('away')) });
    });
  const log = { warn: (facts: unknown) => void problems.push(facts) };
  const reload = createReload({ read, problem: 'It failed.', log: log as never, signal: stop.signal });
  return { readings, problems, stop, ...reload };
}
type Watch = ReturnType<typeof watch>;
const nth = ({ readings }: Watch, n: number) => waitFor(() => readings[n]);

it('reads everything at first, and reads again what becomes stale meanwhile', async () => {
  const cache = watch();
  const all = cache.reload(null);
  const [a, b] = [cache.reload('a'), cache.reload('b')];
  (await nth(cache, 0)).works();
  (await nth(cache, 1)).works();
  await Promise.all([all, a, b]);
  expect(cache.readings.map(({ ids }) => ids)).toEqual([null, ['a', 'b']]);
});

it('fails for everyone who waits, and includes what failed in the next reading', async () => {
  const cache = watch();
  const first = cache.reload(null);
  (await nth(cache, 0)).works();
  await first;
  const failing = Promise.allSettled([cache.reload('a'), cache.reload('b')]);
  (await nth(cache, 1)).fails();
  expect((await failing).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const next = cache.reload('c');
  (await nth(cache, 2)).works();
  await next;
  expect(cache.readings[2]!.ids).toEqual(expect.arrayContaining(['a', 'b', 'c']));
});

it('retries until it works, and stops when the server ends', async () => {
  const cache = watch();
  const first = cache.reloadOrRetry(null);
  (await nth(cache, 0)).fails();
  await first;
  (await nth(cache, 1)).works();
  expect(cache.readings.map(({ ids }) => ids)).toEqual([null, null]);
  expect(cache.problems).toHaveLength(1);
  cache.stop.abort();
  await cache.reloadOrRetry(null);
  expect(cache.readings).toHaveLength(2);
});
