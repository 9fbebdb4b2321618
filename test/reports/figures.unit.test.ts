import { expect, test } from 'vitest';
import { attentionOf } from '../../server/reports/attention.js';
import { figuresOf, type Part } from '../../server/reports/figures.js';

const part = (change: Partial<Part>): Part => ({
  direction: 'inbound',
  outcome: 'ANSWERED',
  reason: '',
  country: '',
  calls: 1,
  inTime: 0,
  wait: 0,
  talk: 0,
  ...change,
});

test('a period without calls has no shares and no averages, rather than 100 percent or 0 seconds', () => {
  expect(figuresOf([])).toMatchObject({
    calls: 0,
    answeredShare: null,
    abandonedShare: null,
    serviceLevel: null,
    averageWaitSeconds: null,
    averageAbandonSeconds: null,
    averageTalkSeconds: null,
  });
});

test('each figure counts what its name says, and every call once', () => {
  const figures = figuresOf([
    part({ calls: 4, inTime: 3, wait: 60, talk: 400 }),
    part({ outcome: 'TRANSFERRED', wait: 20, inTime: 1, talk: 100 }),
    part({ outcome: 'LOST_IN_TRANSFER', wait: 30, talk: 40 }),
    part({ outcome: 'MISSED', reason: 'NOBODY_SIGNED_IN', calls: 2, wait: 90 }),
    part({ outcome: 'DECLINED', wait: 9 }),
    part({ outcome: 'ABANDONED', reason: 'IN_MENU', wait: 10 }),
    part({ outcome: 'FAILED' }),
    part({ reason: 'CALL_FLOW', wait: 1, talk: 5 }),
    part({ direction: 'outbound', calls: 3, wait: 30, talk: 60 }),
    part({ direction: 'outbound', outcome: 'NO_ANSWER', calls: 2, wait: 40 }),
    part({ direction: 'outbound', outcome: 'BLOCKED', country: 'FR' }),
    part({ direction: 'outbound', outcome: 'UNREACHABLE' }),
  ]);
  expect(figures).toEqual({
    calls: 19,
    inbound: 12,
    outbound: 7,
    offered: 11,
    answered: 6,
    missed: 2,
    declined: 1,
    abandoned: 1,
    reached: 3,
    blocked: 1,
    failed: 2,
    answeredShare: 6 / 11,
    abandonedShare: 1 / 11,
    serviceLevel: 4 / 11,
    averageWaitSeconds: Math.round(110 / 6),
    averageAbandonSeconds: 10,
    averageTalkSeconds: Math.round(600 / 9),
  });
});

const hour = (at: number) => new Date(Date.UTC(2026, 10, 27, at));
const during = (at: number, ...parts: Part[]) => ({ from: hour(at), until: hour(at + 1), parts });
const nobody = (calls: number) => part({ outcome: 'MISSED', reason: 'NOBODY_SIGNED_IN', calls });

test('hours in which nobody was signed in are one span where they follow each other', () => {
  const hours = [during(7, part({})), during(8, nobody(2)), during(9, nobody(1)), during(10), during(11, nobody(4))];
  expect(attentionOf(hours)).toEqual([
    { kind: 'NOBODY_SIGNED_IN', calls: 3, from: hour(8), until: hour(10), country: null },
    { kind: 'NOBODY_SIGNED_IN', calls: 4, from: hour(11), until: hour(12), country: null },
  ]);
});

test('blocked countries come after callers, those with most calls first', () => {
  const blocked = (country: string, calls: number) =>
    part({ direction: 'outbound', outcome: 'BLOCKED', reason: 'COUNTRY_NOT_ALLOWED', country, calls });
  const hours = [
    during(8, blocked('FR', 1), blocked('DE', 2)),
    during(9, blocked('FR', 2), part({ outcome: 'LOST_IN_TRANSFER' })),
  ];
  expect(attentionOf(hours).map(({ kind, country, calls }) => [kind, country, calls])).toEqual([
    ['LOST_IN_TRANSFER', null, 1],
    ['COUNTRY_BLOCKED', 'FR', 3],
    ['COUNTRY_BLOCKED', 'DE', 2],
  ]);
});
