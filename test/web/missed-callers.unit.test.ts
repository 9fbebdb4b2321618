import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stillMissed } from '../../web/console/day/missed-callers';

const call = (id: number, contactNumber: string | null, isCalledBack = false) => ({
  id: `${id}`,
  contactNumber,
  calledBack: isCalledBack ? {} : null,
});
const JIM = '447700900001';
const KIM = '447700900002';

test('a missed caller waits until someone has called them back', () => {
  expect(stillMissed([call(9, JIM), call(8, KIM)]).map((one) => one.call.id)).toEqual(['9', '8']);
  expect(stillMissed([call(9, JIM, true), call(8, KIM)]).map((one) => one.call.id)).toEqual(['8']);
});

test('who called in vain three times is one caller; withheld numbers cannot be told apart', () => {
  const missed = [call(9, JIM), call(8, null), call(7, JIM), call(6, null), call(5, JIM)];
  expect(stillMissed(missed).map((one) => [one.call.id, one.times])).toEqual([
    ['9', 3],
    ['8', 1],
    ['6', 1],
  ]);
});

test('only calls since the last call back count', () => {
  const missed = [call(9, JIM), call(7, JIM, true), call(5, JIM, true)];
  expect(stillMissed(missed).map((one) => [one.call.id, one.times])).toEqual([['9', 1]]);
});

test('nobody is listed twice, and nobody is forgotten who was not called back', () => {
  const calls = fc.array(fc.record({ number: fc.constantFrom(JIM, KIM, null), calledBack: fc.boolean() }), {
    maxLength: 20,
  });
  fc.assert(
    fc.property(calls, (drawn) => {
      const missed = drawn.map(({ number, calledBack }, place) => call(place, number, calledBack));
      const waiting = stillMissed(missed);
      const numbers = waiting.flatMap((one) => one.call.contactNumber ?? []);
      expect(new Set(numbers).size).toBe(numbers.length);
      expect(waiting.reduce((sum, { times }) => sum + times, 0)).toBe(
        missed.filter(({ calledBack: since }) => since === null).length,
      );
    }),
    { seed: 15 },
  );
});
