import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { SILENCE, setTheScene, toJane } from '../helpers/scene.js';
import { NUMBER } from '../helpers/telephony.js';

const scene = setTheScene();

describe('a user who is called into a conversation', () => {
  it('is notified of the move, and of the end when the application ends the call', async () => {
    const { telephony, pages } = scene;
    const jane = await pages.user('Jane');
    await telephony.sdk.voice.createOutboundCall({
      to: [{ type: 'app', user: 'Jane' }],
      from: { type: 'phone', number: NUMBER },
      ncco: [{ action: 'conversation', name: 'asked' }],
    } as never);
    const call = await jane.rings();
    await jane.does('answer', call);
    await jane.expect('callTransfer', call);
    await telephony.sdk.voice.hangupCall(call);
    await jane.expect('callHangup', call);
  });
});

describe('a conversation of three', () => {
  it('respects canHear and canSpeak', async () => {
    const { telephony, pages, caller } = scene;
    telephony.office.on('/answer', [{ action: 'conversation', name: 'three' }]);
    const [jane, joe] = [await pages.user('Jane'), await pages.user('Joe')];
    const far = await pages.handset(caller.id);
    await caller.dial(NUMBER);
    await caller.is('talking');
    const customer = (await caller.now()).call!.leg;
    const janes = String(await jane.does('serverCall', {}));
    await telephony.office.expect('/event', { uuid: janes, status: 'answered' });
    // Joe hears the customer and not Jane.
    telephony.office.on('/answer', [{ action: 'conversation', name: 'three', canHear: [customer] }]);
    const joes = String(await joe.does('serverCall', {}));
    await Promise.all([jane.hearsSomeone(janes), joe.hearsSomeone(joes), far.hearsSomeone()]);

    await far.silence();
    await joe.does('mute', joes);
    await sleep(500);
    expect(await joe.loudness(joes)).toBeLessThan(SILENCE);
    expect(await jane.loudness(janes)).toBeLessThan(SILENCE);
    expect(await far.loudness()).toBeGreaterThan(SILENCE);
  });
});

describe('a recording', () => {
  it('of a call can be played, contains what was said, and has the call’s length', async () => {
    const { telephony, pages, caller } = scene;
    telephony.office.on('/answer', [
      { action: 'record', eventUrl: [`${telephony.office.address}/recorded`] },
      ...toJane(),
    ]);
    const jane = await pages.user('Jane');
    await pages.handset(caller.id);
    await caller.dial(NUMBER);
    const { leg } = (await caller.is('talking')).call!;
    const call = await jane.rings();
    await jane.does('answer', call);
    await jane.hearsSomeone(call);
    await sleep(2500);
    await caller.hangUp();
    const { body } = await telephony.office.expect('/recorded');
    const ended = await telephony.office.expect('/event', { uuid: leg, status: 'completed' });
    const file = await fetch(String(body.recording_url), { headers: { authorization: telephony.bearer() } });
    const { seconds, loudest } = await pages.decode(await file.arrayBuffer());
    const answered = await telephony.office.expect('/event', { uuid: leg, status: 'answered' });
    const length = Date.parse(String(ended.body.timestamp)) - Date.parse(String(answered.body.timestamp));
    expect(Math.abs(seconds - length / 1000)).toBeLessThan(0.5);
    expect(loudest).toBeGreaterThan(0.05);
  });
});
