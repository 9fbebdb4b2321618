import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SILENCE, setTheScene, talking } from '../helpers/scene.js';
import { waitFor } from '../helpers/wait-for.js';

const scene = setTheScene();

describe('in a call', () => {
  it('a muted user cannot be heard, and can be heard again after unmute', async () => {
    const { jane, far, call } = await talking(scene);
    await far.hearsSomeone();
    await jane.does('mute', call);
    await jane.expect('mute', call, call, true);
    await sleep(500);
    expect(await far.loudness()).toBeLessThan(SILENCE);
    await jane.does('unmute', call);
    await waitFor(async () => (await far.loudness()) > SILENCE, 10_000);
  });

  it('a user with earmuffs hears nothing, and hears again after', async () => {
    const { jane, call } = await talking(scene);
    await jane.hearsSomeone(call);
    await jane.does('enableEarmuff', call);
    await sleep(500);
    expect(await jane.loudness(call)).toBeLessThan(SILENCE);
    await jane.does('disableEarmuff', call);
    await waitFor(async () => (await jane.loudness(call)) > SILENCE, 10_000);
  });

  it('on hold the caller hears music and the user nothing', async () => {
    const { telephony, caller } = scene;
    const { jane, far, call } = await talking(scene);
    await Promise.all([jane.hearsSomeone(call), far.hearsSomeone()]);
    const leg = (await caller.now()).call!.leg;
    await telephony.sdk.voice.muteCall(call);
    await telephony.sdk.voice.earmuffCall(call);
    await jane.expect('mute', call, call, true);
    await jane.expect('earmuff', call, call, true);
    await sleep(500);
    expect(await far.loudness()).toBeLessThan(SILENCE);
    await telephony.sdk.voice.streamAudio(leg, `${telephony.office.address}/music.mp3`, 0);
    await waitFor(async () => (await far.loudness()) > SILENCE, 10_000);
    expect(await jane.loudness(call)).toBeLessThan(SILENCE);
    await telephony.sdk.voice.stopStreamAudio(leg);
    await telephony.sdk.voice.unearmuffCall(call);
    await waitFor(async () => (await jane.loudness(call)) > SILENCE, 10_000);
    expect(await far.loudness()).toBeLessThan(SILENCE);
  });

  it('keys are reported to the others and heard as tones', async () => {
    const { caller } = scene;
    const { jane, far, call } = await talking(scene);
    await far.hearsSomeone();
    await jane.does('mute', call);
    await sleep(500);
    expect(await far.loudness(500)).toBeLessThan(SILENCE);
    await Promise.all([
      jane.does('sendDTMF', call, '1234567890*#'),
      waitFor(async () => (await far.loudness(500)) > SILENCE, 5000),
    ]);
    await caller.hears('keys', { digits: '1234567890*#', by: 'far' });
    await caller.keys('5');
    expect((await jane.expect('dtmf', call))[2]).toBe('5');
  });

  it('a text that a user sends with say is spoken to everyone', async () => {
    const { caller } = scene;
    const { jane, call } = await talking(scene);
    await jane.does('say', call, 'One moment, please.');
    await caller.hears('said', { text: 'One moment, please.' });
  });

  it('moves to another conversation, notifies the user, and continues', async () => {
    const { telephony, caller } = scene;
    await telephony.control('PATCH', '/manners', { moved_pair: 'stays' });
    const { jane, far, call } = await talking(scene);
    const ncco = [{ action: 'conversation', name: 'meeting' }];
    const leg = (await caller.now()).call!.leg;
    await telephony.sdk.voice.transferCallWithNCCO(call, ncco as never);
    await telephony.sdk.voice.transferCallWithNCCO(leg, ncco as never);
    const meeting = await waitFor(async () => {
      const ids = (await jane.told('callTransfer')).map(([, id]) => id);
      const { conversation } = (await caller.now()).call!;
      return ids.includes(conversation) && conversation;
    });
    await waitFor(async () => (await jane.loudness(call)) > SILENCE, 10_000);
    await waitFor(async () => (await far.loudness()) > SILENCE, 10_000);
    const legs = (await jane.does('getCallLegs', call)) as { legs: { conversationId: string }[] };
    expect(legs.legs).toHaveLength(2);
    await jane.does('mute', call);
    expect(await jane.does('getLeg', call)).toMatchObject({ id: call });
    await jane.does('hangup', call);
    expect(meeting).toMatch(/^CON-/);
  });
});
