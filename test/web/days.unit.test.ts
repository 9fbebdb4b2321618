import { expect, test } from 'vitest';
import { daysBetween, daysOf, isDay } from '../../web/lib/days';

test('today and yesterday begin and end with the days of the zone, not of the browser', () => {
  expect(daysOf('today', '2026-11-27', 'Asia/Tokyo')).toEqual({
    first: '2026-11-27',
    last: '2026-11-27',
    from: new Date('2026-11-26T15:00:00Z'),
    until: new Date('2026-11-27T15:00:00Z'),
  });
  expect(daysOf('yesterday', '2026-11-01', 'Asia/Tokyo')).toMatchObject({
    first: '2026-10-31',
    until: new Date('2026-10-31T15:00:00Z'),
  });
});

test('seven days end with today, and are an hour longer where summer time ends', () => {
  const { first, last, from, until } = daysOf('week', '2026-10-27', 'Europe/London');
  expect([first, last]).toEqual(['2026-10-21', '2026-10-27']);
  expect((until.getTime() - from.getTime()) / 3600_000).toBe(7 * 24 + 1);
  expect(daysOf('month', '2026-10-30', 'UTC').first).toBe('2026-10-01');
});

test('days that a person has chosen are read the same way', () => {
  expect(daysBetween('2026-03-29', '2026-03-29', 'Europe/London').until).toEqual(new Date('2026-03-29T23:00:00Z'));
  expect([isDay('2026-11-27'), isDay('27.11.2026'), isDay('2026-13-01')]).toEqual([true, false, false]);
});
