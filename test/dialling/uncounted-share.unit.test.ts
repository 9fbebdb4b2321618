import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mayPlaceUncounted } from '../../server/dialling/uncounted-share.js';

const SERVERS = 8;

it('eight servers that cannot count stay within both limits together, whatever was placed before and in what order', () => {
  const limit = fc.integer({ min: 0, max: 200 });
  const asked = fc.array(fc.integer({ min: 0, max: SERVERS - 1 }), { maxLength: 300 });
  fc.assert(
    fc.property(limit, limit, limit, asked, (perHour, perDay, before, servers) => {
      const own = Array<number>(SERVERS).fill(0);
      const counted = Math.min(before, perHour, perDay);
      for (const server of servers) {
        const uncounted = { byUserInLastHour: own[server]!, inLastDay: own[server]! };
        const known = { byUserInLastHour: counted + own[server]!, inLastDay: counted + own[server]! };
        const limits = { callsPerUserPerHour: perHour, callsPerDay: perDay };
        if (mayPlaceUncounted(known, uncounted, limits)) own[server]! += 1;
      }
      const all = counted + own.reduce((sum, n) => sum + n, 0);
      expect(all).toBeLessThanOrEqual(Math.min(perHour, perDay));
    }),
    { numRuns: 500, seed: 20_261_127 },
  );
});

it.each([
  ['an hour', 60, 100_000, 3],
  ['a day', 1000, 16, 1],
  ['an hour, where it is small', 15, 1000, 0],
])('a server may use a sixteenth of the limit of %s', (_, callsPerUserPerHour, callsPerDay, most) => {
  const limits = { callsPerUserPerHour, callsPerDay };
  let placed = 0;
  for (; placed < 100; placed += 1) {
    const own = { byUserInLastHour: placed, inLastDay: placed };
    if (!mayPlaceUncounted(own, own, limits)) break;
  }
  expect(placed).toBe(most);
});
