import { expect, test } from 'vitest';
import { createPlacedIds } from '../../web/voice/placed-ids';

test('the first event about an unknown call names the call that was placed, once', () => {
  const ids = createPlacedIds();
  ids.begin();
  expect(ids.isPlaced('one')).toBe(true);
  expect(ids.isPlaced('one')).toBe(false);
  expect(ids.isPlaced('two')).toBe(false);
});

test('late events about other calls name nothing', () => {
  const ids = createPlacedIds();
  ids.know('rings');
  ids.begin()('before');
  ids.begin();
  for (const id of ['rings', 'before']) expect(ids.isPlaced(id)).toBe(false);
  expect(ids.isPlaced('now')).toBe(true);
});

test('while two requests are on their way, only their replies tell which call is which', () => {
  const ids = createPlacedIds();
  const first = ids.begin();
  ids.begin();
  expect(ids.isPlaced('one')).toBe(false);
  first('one');
  expect(ids.isPlaced('two')).toBe(true);
});

test('a request that failed waits for no id', () => {
  const ids = createPlacedIds();
  ids.begin()();
  expect(ids.isPlaced('one')).toBe(false);
});
