import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { SignaturesSeen } from '../../server/accounts/signature-proof.js';
import { createSignatureWatch } from '../../server/webhooks/signature-watch.js';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function watch() {
  const notes: SignaturesSeen[] = [];
  let fails = false;
  const watched = createSignatureWatch({
    clock: { now: () => new Date() },
    log: { warn() {} },
    note: async (_, seen) => {
      if (fails) throw new Error('away');
      notes.push(seen);
    },
  });
  return { ...watched, notes, fail: (on: boolean) => (fails = on) };
}

it('notes verified webhooks once a minute, however many arrive', async () => {
  const { verified, notes } = watch();
  for (let second = 0; second < 180; second += 1) {
    for (let n = 0; n < 100; n += 1) verified('account');
    await vi.advanceTimersByTimeAsync(1000);
  }
  expect(notes).toHaveLength(3);
});

it('notes a change at once, and the last one although they alternate', async () => {
  const { verified, refused, notes } = watch();
  verified('account');
  await vi.advanceTimersByTimeAsync(2000);
  refused('account', 'secret');
  await vi.advanceTimersByTimeAsync(0);
  expect(notes.at(-1)!.refused).toMatchObject({ why: 'secret' });
  for (let n = 0; n < 1000; n += 1) {
    verified('account');
    refused('account', 'other');
  }
  verified('account');
  const last = new Date();
  await vi.advanceTimersByTimeAsync(5000);
  expect(notes).toHaveLength(3);
  expect(notes.at(-1)).toEqual({ verifiedAt: last, refused: { at: last, why: 'other' } });
});

it('notes what could not be noted with the next webhook', async () => {
  const { verified, notes, fail } = watch();
  fail(true);
  verified('account');
  await vi.advanceTimersByTimeAsync(2000);
  fail(false);
  verified('account');
  await vi.advanceTimersByTimeAsync(0);
  expect(notes).toHaveLength(1);
});
