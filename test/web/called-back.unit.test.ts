import fc from 'fast-check';
import { expect, test } from 'vitest';
import { calledBack, stillMissed } from '../../web/console/day/called-back';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 1, 9, minute)).toISOString();
const call = (minute: number, contactNumber: string | null, talked = false) => ({
  id: `${minute}`,
  contactNumber,
  startedAt: at(minute),
  answeredAt: talked ? at(minute) : null,
});
const JIM = '447700900001';
const KIM = '447700900002';

test('a missed caller waits until someone has talked with them, whoever called', () => {
  const missed = [call(9, JIM), call(8, KIM)];
  expect(stillMissed(missed, missed).map((one) => one.call.id)).toEqual(['9', '8']);
  expect(stillMissed(missed, [call(12, JIM), ...missed]).map((one) => one.call.id)).toEqual(['9', '8']);
  expect(stillMissed(missed, [call(12, JIM, true), ...missed]).map((one) => one.call.id)).toEqual(['8']);
  expect(calledBack(call(9, JIM), [call(12, JIM, true)])?.id).toBe('12');
});

test('a talk from before the missed call does not count', () => {
  expect(stillMissed([call(9, JIM)], [call(3, JIM, true)])).toHaveLength(1);
});

test('who called in vain three times is one caller; withheld numbers cannot be told apart', () => {
  const missed = [call(9, JIM), call(8, null), call(7, JIM), call(6, null), call(5, JIM)];
  expect(stillMissed(missed, missed).map((one) => [one.call.id, one.times])).toEqual([
    ['9', 3],
    ['8', 1],
    ['6', 1],
  ]);
});

test('nobody is listed twice, and nobody is forgotten without a talk', () => {
  const calls = fc.array(
    fc.record({ minute: fc.nat(59), number: fc.constantFrom(JIM, KIM, null), talked: fc.boolean() }),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(calls, (drawn) => {
      const all = drawn.map(({ minute, number, talked }, place) => ({
        ...call(minute, number, talked),
        id: `${place}`,
      }));
      all.sort((one, other) => other.startedAt.localeCompare(one.startedAt));
      const missed = all.filter(({ answeredAt }) => answeredAt === null);
      const waiting = stillMissed(missed, all);
      const numbers = waiting.flatMap((one) => one.call.contactNumber ?? []);
      expect(new Set(numbers).size).toBe(numbers.length);
      for (const one of missed) {
        const listed = numbers.includes(one.contactNumber ?? '') || waiting.some((caller) => caller.call.id === one.id);
        expect(listed || calledBack(one, all) !== undefined).toBe(true);
      }
    }),
    { seed: 15 },
  );
});
