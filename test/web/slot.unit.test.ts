import { expect, it } from 'vitest';
import { anotherSlot, SLOT } from '../../web/lib/slot';

it.each([
  ['a', 'b'],
  ['y', 'z'],
  ['z', 'aa'],
  ['az', 'ba'],
  ['azz', 'baa'],
  ['zz', 'aaa'],
  ['jane', 'janf'],
  ['2', 'aa'],
  ['b2', 'ca'],
  ['zzzzzzzzzzzz', 'a'],
])('finds beside %s the slot %s', (slot, another) => {
  expect(anotherSlot(slot)).toBe(another);
});

it('never returns a slot in use, however many there are', () => {
  const seen = new Set(['a']);
  let slot = 'a';
  for (let n = 0; n < 800; n += 1) {
    slot = anotherSlot(slot);
    expect(slot).toMatch(SLOT);
    seen.add(slot);
  }
  expect(seen.size).toBe(801);
});
