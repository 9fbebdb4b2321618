import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  dayAt,
  daysAfter,
  daysBetween,
  hoursBetween,
  offsetAt,
  QUARTER_MS,
  readTimeZone,
  sameTimeAfter,
  startOfDay,
  timeZones,
} from '../../shared/time-zone.js';

const HOUR_MS = 3_600_000;
/** With summer time, without; with half and quarter hours; a summer time of half an hour; one that begins at midnight. */
const ZONES = [
  'UTC',
  'Asia/Tokyo',
  'Europe/London',
  'America/New_York',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Africa/Cairo',
  'Pacific/Apia',
  'America/St_Johns',
];
const zones = fc.constantFrom(...ZONES);
/** A quarter hour between 2020 and 2036. */
const quarters = fc.integer({ min: 1_753_248, max: 2_314_272 }).map((n) => new Date(n * QUARTER_MS));

const clocks = new Map(
  ZONES.map((zone) => [
    zone,
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }),
  ]),
);
/** Day and time as the zone's clocks show them: `2026-03-29 01:45`. */
const clockAt = (at: Date, zone: string): string => clocks.get(zone)!.format(at);

test('a day begins at its first instant: a quarter hour earlier it is another day', () => {
  fc.assert(
    fc.property(quarters, zones, (at, zone) => {
      const day = dayAt(at, zone);
      const start = startOfDay(day, zone);
      expect(clockAt(start, zone).slice(0, 10)).toBe(day);
      expect(clockAt(new Date(start.getTime() - QUARTER_MS), zone).slice(0, 10) < day).toBe(true);
      expect(start <= at).toBe(true);
    }),
    { seed: 15, numRuns: 500 },
  );
});

test('the hours of a period leave nothing out, and each has quarter hours of one hour of the clock', () => {
  fc.assert(
    fc.property(quarters, fc.integer({ min: 1, max: 200 }), zones, (from, count, zone) => {
      const until = new Date(from.getTime() + count * QUARTER_MS);
      const starts = hoursBetween(from, until, zone);
      expect(starts[0]).toEqual(from);
      expect(starts.every((start, at) => at === 0 || start > starts[at - 1]!)).toBe(true);
      const isInItsHour = (at: number) => {
        const start = starts.findLast((one) => one.getTime() <= at)!;
        const isSameHour = clockAt(start, zone).slice(0, 13) === clockAt(new Date(at), zone).slice(0, 13);
        return isSameHour && at - start.getTime() < HOUR_MS;
      };
      const all = Array.from({ length: count }, (_, n) => from.getTime() + n * QUARTER_MS);
      expect(all.filter((at) => !isInItsHour(at))).toEqual([]);
    }),
    { seed: 15, numRuns: 120 },
  );
});

test('the days of a period begin where the clocks show another day', () => {
  fc.assert(
    fc.property(quarters, fc.integer({ min: 1, max: 40 * 96 }), zones, (from, count, zone) => {
      const until = new Date(from.getTime() + count * QUARTER_MS);
      const starts = daysBetween(from, until, zone);
      expect(starts[0]).toEqual(from);
      const days = starts.map((start) => dayAt(start, zone));
      expect(new Set(days).size).toBe(days.length);
      for (const start of starts.slice(1)) {
        expect(dayAt(new Date(start.getTime() - QUARTER_MS), zone) < dayAt(start, zone)).toBe(true);
      }
      expect(days.at(-1)).toBe(dayAt(new Date(until.getTime() - QUARTER_MS), zone));
    }),
    { seed: 15, numRuns: 100 },
  );
});

test('days of summer time have 23 and 25 hours, where a zone skips midnight the day begins later', () => {
  const lengthOf = (day: string, zone: string) =>
    hoursBetween(startOfDay(day, zone), startOfDay(daysAfter(day, 1), zone), zone).length;
  expect(lengthOf('2026-03-29', 'Europe/London')).toBe(23);
  expect(lengthOf('2026-10-25', 'Europe/London')).toBe(25);
  expect(lengthOf('2026-11-27', 'Asia/Tokyo')).toBe(24);
  expect(startOfDay('2026-11-27', 'Asia/Tokyo').toISOString()).toBe('2026-11-26T15:00:00.000Z');
  expect(clockAt(startOfDay('2026-04-24', 'Africa/Cairo'), 'Africa/Cairo')).toBe('2026-04-24 01:00');
  expect(offsetAt(new Date('2026-07-01T00:00:00Z'), 'Asia/Kathmandu')).toBe(5.75 * HOUR_MS);
});

test('the same time on another day is what the clocks show then', () => {
  const sameTime = (at: string, days: number, zone: string) => clockAt(sameTimeAfter(new Date(at), days, zone), zone);
  expect(sameTime('2026-11-27T09:30:00Z', -1, 'Asia/Tokyo')).toBe('2026-11-26 18:30');
  expect(sameTime('2026-10-25T00:00:00Z', 1, 'Europe/London')).toBe('2026-10-26 01:00');
  expect(sameTime('2026-10-25T15:00:00Z', 1, 'Europe/London')).toBe('2026-10-26 15:00');
  expect(sameTime('2026-03-01T00:00:00Z', -1, 'UTC')).toBe('2026-02-28 00:00');
});

test('names of time zones are read in usual spellings; others are refused', () => {
  expect(readTimeZone('Asia/Tokyo')).toBe('Asia/Tokyo');
  expect(readTimeZone(' asia/tokyo ')).toBe('Asia/Tokyo');
  expect(timeZones()).toContain(readTimeZone('Asia/Kolkata'));
  expect(readTimeZone('UTC')).toBe('UTC');
  for (const wrong of ['', 'Tokyo', '+09:00', 'Mars/Olympus', "Asia/Tokyo'; --"])
    expect(readTimeZone(wrong)).toBe(undefined);
});
