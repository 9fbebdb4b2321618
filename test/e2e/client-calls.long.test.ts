import { describe, expect, it } from 'vitest';
import { CALLER, SILENCE, setTheScene, talking, toJane, toNumber } from '../helpers/scene.js';
import { NUMBER } from '../helpers/telephony.js';
import { waitFor } from '../helpers/wait-for.js';

const scene = setTheScene();

describe('a call to a user of the Client SDK', () => {
  it('rings with ring-back for the caller, is answered, and both hear each other', async () => {
    const { telephony, pages, caller } = scene;
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
    await waitFor(async () => (await jane.heard(call))!.packets > 20);
  });

  it('is hung up by the caller', async () => {
    const { telephony, caller } = scene;
    const { jane, call } = await talking(scene);
    await caller.hangUp();
    expect((await jane.expect('callHangup', call))[2]).toBe('REMOTE_HANGUP');
    await telephony.office.expect('/event', { uuid: call, status: 'completed' });
  });

  it('is hung up by the user, also with a reason', async () => {
    const { telephony, caller } = scene;
    const { jane, call } = await talking(scene);
    await jane.does('hangup', call, 'done', '4001');
    expect((await jane.expect('callHangup', call))[2]).toBe('LOCAL_HANGUP');
    await caller.is('idle');
    await telephony.office.expect('/event', { uuid: call, status: 'completed', disconnected_by: 'user' });
  });

  it('is rejected', async () => {
    const { telephony, pages, caller } = scene;
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
    const { telephony, pages, caller } = scene;
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
    const { telephony, pages, caller } = scene;
    telephony.office.on('/answer', toJane());
    const jane = await pages.user('Jane');
    const other = await pages.user('Jane');
    await caller.dial(NUMBER);
    const call = await jane.rings();
    expect(await other.rings()).toBe(call);
    await jane.does('answer', call);
    expect((await other.expect('callInviteCancel', call))[1]).toBe('AnsweredElsewhere');
    await caller.is('talking');
  });

  it('is given to one of two devices that answer at the same moment', async () => {
    const { telephony, pages, caller } = scene;
    telephony.office.on('/answer', toJane());
    const both = [await pages.user('Jane'), await pages.user('Jane')];
    await caller.dial(NUMBER);
    const call = await both[0]!.rings();
    await both[1]!.rings();
    const outcomes = await Promise.all(both.map((one) => one.ask('answer', call)));
    expect(outcomes.filter((one) => !one.code)).toHaveLength(1);
    expect((await caller.now()).state).toBe('talking');
  });

  it('is rejected on all devices by one rejection', async () => {
    const { telephony, pages, caller } = scene;
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

describe('a call by a user of the Client SDK', () => {
  it('sends its custom data to the application, and is connected to a handset', async () => {
    const { telephony, pages, caller } = scene;
    telephony.office.on('/answer', toNumber(CALLER));
    const jane = await pages.user('Jane');
    const far = await pages.handset(caller.id);
    const context = { to: CALLER, queue: 'sales', n: 5, list: [1, 2] };
    const call = String(await jane.does('serverCall', context));
    const { body } = await telephony.office.expect('/answer');
    expect(body).toMatchObject({ from_user: 'Jane', to: CALLER, uuid: call });
    expect(JSON.parse(String(body.custom_data))).toEqual(context);
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

  it('sends keys that an input collects', async () => {
    const { telephony, pages } = scene;
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
    const { telephony, pages } = scene;
    telephony.office.on('/answer', toNumber(CALLER));
    const jane = await pages.user('Jane');
    await jane.does('serverCall', { to: CALLER, note: 'x'.repeat(100_000) });
    const { body } = await telephony.office.expect('/answer');
    expect(JSON.parse(String(body.custom_data)).note).toHaveLength(100_000);
  });

  it('ends when its page closes', async () => {
    const { telephony, pages, caller } = scene;
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
