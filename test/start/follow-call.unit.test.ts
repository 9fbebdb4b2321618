import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { followCall } from '../../scripts/follow-call.js';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** How often it was the caller's turn, after each of what was heard. */
function turns(...heard: string[]): number[] {
  const call = followCall('447700900999', () => {});
  let asked = 0;
  call.whenAsked(() => {
    asked += 1;
  });
  return heard.map((type) => {
    if (type === 'a while') vi.advanceTimersByTime(1000);
    else call.take({ type, phone: '447700900999' });
    return asked;
  });
}

it('a caller speaks after the last words', () => {
  expect(turns('said', 'silence')).toEqual([0, 1]);
});

it('a caller speaks after a beep, but not while something is said after it', () => {
  expect(turns('beep', 'a while')).toEqual([0, 1]);
  expect(turns('beep', 'said', 'a while', 'silence')).toEqual([0, 0, 0, 1]);
});
