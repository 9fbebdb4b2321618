import { setTimeout as sleep } from 'node:timers/promises';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSimClock } from '../../server/simulator/clock.js';
import { launchChromium } from '../helpers/chromium.js';
import { type ClientPages, openClientPages } from '../helpers/client-page.js';
import { openProxy } from '../helpers/proxy.js';
import { NUMBER, startTelephony, type Telephony, type TestPhone } from '../helpers/telephony.js';
import { waitFor } from '../helpers/wait-for.js';

const CALLER = '447700900999';
/** More than what a silent line rises by in a second and a half, far less than what a voice does. */
const SILENCE = 1e-4;

let browser: Browser;
let telephony: Telephony;
let pages: ClientPages;
let caller: TestPhone;
beforeAll(async () => {
  browser = await launchChromium();
  telephony = await startTelephony({ clock: createSimClock() });
});
beforeEach(async () => {
  await telephony.reset();
  pages = await openClientPages(browser, telephony);
  caller = await telephony.phone({ number: CALLER });
});
afterEach(async () => {
  expect(pages.strangers).toEqual([]);
  for (const context of browser.contexts()) await context.close();
  await pages.close();
});
afterAll(async () => {
  await telephony.close();
  await browser.close();
});

const toJane = (more: object = {}) => [
  { action: 'connect', from: CALLER, endpoint: [{ type: 'app', user: 'Jane' }], ...more },
];
const toNumber = (number: string) => [{ action: 'connect', endpoint: [{ type: 'phone', number }] }];

/** The caller's browser and Jane's, talking. */
async function talking() {
  telephony.office.on('/answer', toJane());
  const jane = await pages.user('Jane');
  const far = await pages.handset(caller.id);
  await caller.dial(NUMBER);
  const call = await jane.rings();
  await jane.does('answer', call);
  return { jane, far, call };
}

describe('a call to a user of the Client SDK', () => {
  it('rings with ring-back for the caller, is answered, and both hear each other', async () => {
    telephony.office.on('/answer', toJane());
    const jane = await pages.user('Jane');
    const far = await pages.handset(caller.id);
    await caller.dial(NUMBER);
    const call = await jane.rings();
    expect(await jane.told('callInvite')).toEqual([[call, CALLER, 'phone']]);
    await far.hearsSomeone();
    await jane.does('answer', call);
    await caller.is('talking');
    await Promise.all([jane.hearsSomeone(call), waitFor(async () => (await far.loudness()) > SILENCE, 10_000)]);
    expect((await jane.heard(call))!.packets).toBeGreaterThan(20);
  });

  it('is hung up by the caller', async () => {
    const { jane, call } = await talking();
    await caller.hangUp();
    expect((await jane.expect('callHangup', call))[2]).toBe('REMOTE_HANGUP');
    await telephony.office.expect('/event', { uuid: call, status: 'completed' });
  });

  it('is hung up by the user, also with a reason', async () => {
    const { jane, call } = await talking();
    await jane.does('hangup', call, 'done', '4001');
    expect((await jane.expect('callHangup', call))[2]).toBe('LOCAL_HANGUP');
    await caller.is('idle');
    await telephony.office.expect('/event', { uuid: call, status: 'completed', disconnected_by: 'user' });
  });

  it('is rejected', async () => {
    telephony.office.on('/answer', toJane());
    const jane = await pages.user('Jane');
    await caller.dial(NUMBER);
    const call = await jane.rings();
    await jane.does('reject', call);
    await telephony.office.expect('/event', { uuid: call, status: 'rejected' });
    await caller.is('idle');
    expect(await jane.told('callHangup')).toEqual([]);
    expect(await jane.told('callInviteCancel')).toEqual([]);
    expect(await jane.ask('answer', call)).toHaveProperty('code');
  });

  it('stops ringing when the caller gives up, and when the ring time is over', async () => {
    const jane = await pages.user('Jane');
    telephony.office.on('/answer', toJane(), toJane({ timeout: 1 }));
    await caller.dial(NUMBER);
    const first = await jane.rings();
    await caller.hangUp();
    expect((await jane.expect('callInviteCancel', first))[1]).toBe('RemoteCancel');
    await jane.forget();
    await caller.dial(NUMBER);
    const second = await jane.rings();
    expect((await jane.expect('callInviteCancel', second))[1]).toBe('RemoteTimeout');
  });

  it('rings on every device of the user: the first answer wins', async () => {
    telephony.office.on('/answer', toJane());
    const jane = await pages.user('Jane');
    const other = await pages.user('Jane');
    await caller.dial(NUMBER);
    const call = await jane.rings();
    expect(await other.rings()).toBe(call);
    await jane.does('answer', call);
    expect((await other.expect('callInviteCancel', call))[1]).toBe('AnsweredElsewhere');
    await jane.hearsSomeone(call).catch(() => null);
    expect((await caller.now()).state).toBe('talking');
  });

  it('goes to one of two devices that answer in the same instant', async () => {
    telephony.office.on('/answer', toJane());
    const both = [await pages.user('Jane'), await pages.user('Jane')];
    await caller.dial(NUMBER);
    const call = await both[0]!.rings();
    await both[1]!.rings();
    const outcomes = await Promise.all(both.map((one) => one.ask('answer', call)));
    expect(outcomes.filter((one) => !one.code)).toHaveLength(1);
    expect((await caller.now()).state).toBe('talking');
  });

  it('is refused on every device by one refusal', async () => {
    telephony.office.on('/answer', toJane());
    const jane = await pages.user('Jane');
    const other = await pages.user('Jane');
    await caller.dial(NUMBER);
    const call = await jane.rings();
    await other.rings();
    await jane.does('reject', call);
    expect((await other.expect('callInviteCancel', call))[1]).toBe('RejectedElsewhere');
  });
});

describe('in a call', () => {
  it('a muted user is not heard, and heard again after', async () => {
    const { jane, far, call } = await talking();
    await far.hearsSomeone();
    await jane.does('mute', call);
    await jane.expect('mute', call, call, true);
    await sleep(500);
    expect(await far.loudness()).toBeLessThan(SILENCE);
    await jane.does('unmute', call);
    await waitFor(async () => (await far.loudness()) > SILENCE, 10_000);
  });

  it('a user with earmuffs hears nothing, and hears again after', async () => {
    const { jane, call } = await talking();
    await jane.hearsSomeone(call);
    await jane.does('enableEarmuff', call);
    await sleep(500);
    expect(await jane.loudness(call)).toBeLessThan(SILENCE);
    await jane.does('disableEarmuff', call);
    await waitFor(async () => (await jane.loudness(call)) > SILENCE, 10_000);
  });

  it('on hold the caller hears music and the user nothing', async () => {
    const { jane, far, call } = await talking();
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

  it('keys are told to the others and heard by them as tones', async () => {
    const { jane, far, call } = await talking();
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

  it('a line that a user has spoken for him is said to everyone', async () => {
    const { jane, call } = await talking();
    await jane.does('say', call, 'One moment, please.');
    await caller.hears('said', { text: 'One moment, please.' });
  });

  it('moves to another conversation with the user’s knowledge, and goes on', async () => {
    const { jane, far, call } = await talking();
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

describe('a call by a user of the Client SDK', () => {
  it('asks the application with what it was given, and is connected with a handset', async () => {
    telephony.office.on('/answer', toNumber(CALLER));
    const jane = await pages.user('Jane');
    const far = await pages.handset(caller.id);
    const context = { to: CALLER, queue: 'sales', n: 5, list: [1, 2] };
    const call = String(await jane.does('serverCall', context));
    const { body } = await telephony.office.expect('/answer');
    expect(body).toMatchObject({ from_user: 'Jane', to: CALLER, uuid: call, custom_data: { queue: 'sales', n: 5 } });
    expect(body).not.toHaveProperty('from');
    await caller.is('ringing');
    const [, leg] = await jane.expect('legStatusUpdate', call);
    await jane.hearsSomeone(call);
    await caller.answer();
    await jane.expect('legStatusUpdate', call, leg, 'ANSWERED');
    await waitFor(async () => (await jane.loudness(call)) > SILENCE, 10_000);
    await far.hearsSomeone();
    await caller.hangUp();
    await jane.expect('callHangup', call);
    await jane.expect('legStatusUpdate', call, leg, 'COMPLETED');
  });

  it('presses keys that an input takes', async () => {
    const input = {
      action: 'input',
      type: ['dtmf'],
      dtmf: { maxDigits: 1, timeOut: 10 },
      eventUrl: [`${telephony.office.address}/input`],
    };
    telephony.office.on('/answer', [{ action: 'talk', text: 'Press 1', bargeIn: true }, input]);
    telephony.office.on('/input', [{ action: 'talk', text: 'Thank you.' }]);
    const jane = await pages.user('Jane');
    const call = String(await jane.does('serverCall', { to: '1' }));
    await telephony.office.expect('/event', { uuid: call, status: 'answered' });
    await jane.does('sendDTMF', call, '1');
    const { body } = await telephony.office.expect('/input');
    expect(body).toMatchObject({ uuid: call, dtmf: { digits: '1', timed_out: false } });
    await jane.expect('callHangup', call);
  });

  it('carries a context of 100 kB', async () => {
    telephony.office.on('/answer', toNumber(CALLER));
    const jane = await pages.user('Jane');
    await jane.does('serverCall', { to: CALLER, note: 'x'.repeat(100_000) });
    const { body } = await telephony.office.expect('/answer');
    expect((body.custom_data as { note: string }).note).toHaveLength(100_000);
  });

  it('ends with its page, which says so while it goes', async () => {
    telephony.office.on('/answer', toNumber(CALLER));
    const jane = await pages.user('Jane');
    await jane.does('serverCall', { to: CALLER });
    await caller.is('ringing');
    await jane.hangUpWhenClosed((await caller.now()).call!.conversation);
    const closed = performance.now();
    await jane.page.close({ runBeforeUnload: true });
    await caller.is('idle');
    expect(performance.now() - closed).toBeLessThan(2000);
  });
});

describe('a call is not lost', () => {
  it('when the socket is cut: the session comes back by itself', async () => {
    telephony.office.on('/answer', toJane());
    const proxy = await openProxy(telephony.simulator.url);
    const jane = await pages.user('Jane', { websocketUrl: proxy.url });
    await pages.handset(caller.id);
    await caller.dial(NUMBER);
    const call = await jane.rings();
    await jane.does('answer', call);
    await jane.hearsSomeone(call);
    proxy.cut();
    await jane.expect('reconnecting');
    await caller.keys('7');
    await jane.expect('reconnection');
    expect((await jane.expect('dtmf', call))[2]).toBe('7');
    expect(await jane.loudness(call)).toBeGreaterThan(SILENCE);
    await caller.hangUp();
    await jane.expect('callHangup', call);
    await proxy.close();
  });

  it('when its media is made anew', async () => {
    const { jane, far, call } = await talking();
    await jane.hearsSomeone(call);
    await jane.does('reconnectCall', call);
    await jane.hearsSomeone(call);
    await waitFor(async () => (await far.loudness()) > SILENCE, 10_000);
  });

  it('when the page is loaded again: session and call are resumed', async () => {
    const { jane, far, call } = await talking();
    await jane.hearsSomeone(call);
    expect(await jane.reload()).toBe(jane.session);
    await jane.does('reconnectCall', call);
    await jane.hearsSomeone(call);
    await waitFor(async () => (await far.loudness()) > SILENCE, 10_000);
    await jane.does('hangup', call);
    await caller.is('idle');
  });

  it('while it rings when the page is loaded again: it rings there once more', async () => {
    telephony.office.on('/answer', toJane());
    const jane = await pages.user('Jane');
    await caller.dial(NUMBER);
    const call = await jane.rings();
    await jane.reload();
    expect(await jane.rings()).toBe(call);
    await jane.does('answer', call);
    await jane.hearsSomeone(call).catch(() => null);
    expect((await caller.now()).state).toBe('talking');
  });

  it('before its page is gone for 20 seconds: then it ends for everyone', async () => {
    const { jane, call } = await talking();
    await jane.close();
    const gone = performance.now();
    await waitFor(async () => (await caller.now()).state === 'idle', 30_000);
    expect(performance.now() - gone).toBeGreaterThan(15_000);
    await telephony.office.expect('/event', { uuid: call, status: 'completed', disconnected_by: 'platform' });
  });
});

describe('a conversation of three', () => {
  it('keeps who may hear whom', async () => {
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
  it('of a call plays, has what was said in it, and the call’s length', async () => {
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
