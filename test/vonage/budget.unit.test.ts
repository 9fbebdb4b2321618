import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createBudget, type Priority } from '../../server/vonage/budget/budget.js';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Who was let in, in order, and when (milliseconds). */
function watch(perSecond: number) {
  const turn = createBudget(perSecond);
  const start = performance.now();
  const seen: { what: string; at: number }[] = [];
  return {
    seen,
    come: (priority: Priority, what: string) =>
      turn(priority).then(() => void seen.push({ what, at: performance.now() - start })),
  };
}

it('lets requests within the limit through immediately, and never more in any one second', async () => {
  const { seen, come } = watch(3);
  for (let n = 0; n < 10; n += 1) void come('page', String(n));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(seen.map(({ what }) => what)).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  expect(seen.slice(0, 3).every(({ at }) => at === 0)).toBe(true);
  for (const [index, { at }] of seen.entries()) {
    expect(seen.slice(index).filter((later) => later.at - at < 1000).length).toBeLessThanOrEqual(3);
  }
});

it('prefers calls over pages, and pages over two hundred other requests', async () => {
  const { seen, come } = watch(15);
  for (let n = 0; n < 200; n += 1) void come('background', 'background');
  for (let n = 0; n < 3; n += 1) void come('page', 'page');
  void come('call', 'call');
  await vi.advanceTimersByTimeAsync(1_100);
  expect(seen.slice(15).map(({ what }) => what)).toEqual([
    'call',
    'page',
    'page',
    'page',
    ...Array(11).fill('background'),
  ]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(seen).toHaveLength(204);
});
