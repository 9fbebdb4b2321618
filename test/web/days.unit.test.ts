import { expect, test } from 'vitest';
import { dayOf, rangesAt, startOf } from '../../web/calls/days';

test('today, yesterday and the last seven days, in the reader’s time zone', () => {
  const ranges = rangesAt(new Date(2026, 2, 1, 0, 30));
  expect(ranges).toEqual({
    today: { from: '2026-03-01', to: '2026-03-01' },
    yesterday: { from: '2026-02-28', to: '2026-02-28' },
    week: { from: '2026-02-23', to: '2026-03-01' },
  });
});

test('a day begins at midnight, and what is no day has no beginning', () => {
  expect(startOf('2026-03-01')).toEqual(new Date(2026, 2, 1));
  expect(startOf('2026-02-28', 1)).toEqual(new Date(2026, 2, 1));
  expect(dayOf(new Date(2026, 11, 31, 23, 59))).toBe('2026-12-31');
  for (const wrong of ['', 'yesterday', '2026-13-99']) expect(startOf(wrong)).toBeNull();
});
