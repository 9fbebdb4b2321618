import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createFairQueue } from '../../server/accounts/sign-in/fair-queue.js';

const ROOM = { ofPerson: 4, ofPlace: 60, ofAll: 400, comeAgain: 3 };
const waiter = fc.record({ place: fc.constantFrom('', 'b', 'c'), person: fc.constantFrom('x', 'y', 'z') });

it('runs one job at a time', async () => {
  const inTurn = createFairQueue(ROOM);
  let at = 0;
  let most = 0;
  const work = async () => {
    at += 1;
    most = Math.max(most, at);
    await new Promise((resolve) => setImmediate(resolve));
    at -= 1;
  };
  await Promise.all(Array.from({ length: 12 }, (_, n) => inTurn({ place: `p${n % 4}`, person: 'x' }, work)));
  expect(most).toBe(1);
});

it('gives no one a second turn before everyone waiting had one: addresses first, then the people at an address', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(waiter, { maxLength: 40 }), async (waiters) => {
      const inTurn = createFairQueue({ ...ROOM, ofPerson: 40 });
      const done: { place: string; person: string }[] = [];
      await Promise.all(waiters.map((who) => inTurn(who, async () => void done.push(who))));
      expect(done).toHaveLength(waiters.length);
      // The first begins before the others have come.
      const later = done.slice(1);
      for (const [index, { place, person }] of later.entries()) {
        const again = later.findIndex((who, n) => n > index && who.place === place);
        if (again < 0) continue;
        const between = new Set(later.slice(index + 1, again).map((who) => who.place));
        const waited = new Set(later.slice(again + 1).map((who) => who.place));
        for (const other of waited) if (other !== place) expect(between).toContain(other);
        const same = later.filter((who, n) => n >= index && who.place === place);
        if (same[1]?.person === person) expect(new Set(same.map((who) => who.person))).toEqual(new Set([person]));
      }
    }),
  );
});

it.each([
  ['one person', 5, (_n: number) => ({ place: 'a', person: 'x' }), { place: 'a', person: 'y' }],
  ['one place', 61, (n: number) => ({ place: 'a', person: `x${n}` }), { place: 'b', person: 'y' }],
])(
  'refuses what is too much of %s, with the seconds to wait, and takes what comes from others',
  async (_what, fits, who, other) => {
    const inTurn = createFairQueue(ROOM);
    let open = () => {};
    const opened = new Promise<void>((resolve) => {
      open = resolve;
    });
    const all = Array.from({ length: fits }, (_, n) => inTurn(who(n), () => opened));
    await expect(inTurn(who(0), () => opened)).rejects.toMatchObject({ code: 'LIMIT', details: { retryAfter: 3 } });
    const others = inTurn(other, async () => 'done');
    open();
    expect(await others).toBe('done');
    await Promise.all(all);
  },
);

it('continues after a job fails', async () => {
  const inTurn = createFairQueue(ROOM);
  const who = { place: 'a', person: 'x' };
  const failed = inTurn(who, () => Promise.reject(new Error('no')));
  const next = inTurn(who, async () => 'done');
  await expect(failed).rejects.toThrow('no');
  expect(await next).toBe('done');
});
