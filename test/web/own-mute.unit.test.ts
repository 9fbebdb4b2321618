import { expect, test } from 'vitest';
import { createOwnMute } from '../../web/voice/own-mute';

const done = () => Promise.resolve();

test('what the agent asked for is their own, once; what a hold does is not', async () => {
  const mute = createOwnMute();
  await mute.ask(true, done);
  expect(mute.isOwn(true)).toBe(true);
  expect(mute.isOwn(true)).toBe(false);
});

test('who is unmuted is heard: that is shown, whoever did it', async () => {
  const mute = createOwnMute();
  expect(mute.isOwn(false)).toBe(true);
  await mute.ask(true, done);
  // A resume that comes late must not hide that the agent has muted themselves since.
  expect([mute.isOwn(false), mute.isOwn(true)]).toEqual([true, true]);
});

test('a mute that Vonage refused, or that was taken back, leaves nothing to wait for', async () => {
  const mute = createOwnMute();
  await expect(mute.ask(true, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(mute.isOwn(true)).toBe(false);
  await mute.ask(true, done);
  await mute.ask(false, done);
  expect(mute.isOwn(true)).toBe(false);
});
