import { describe, expect, it } from 'vitest';
import { openProxy } from '../helpers/proxy.js';
import { SILENCE, setTheScene, talking, toJane } from '../helpers/scene.js';
import { NUMBER } from '../helpers/telephony.js';
import { waitFor } from '../helpers/wait-for.js';

const scene = setTheScene();

describe('a call is not lost', () => {
  it('when the socket is disconnected: the session reconnects automatically', async () => {
    const { telephony, pages, caller } = scene;
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

  it('when its media is reconnected', async () => {
    const { jane, far, call } = await talking(scene);
    await jane.hearsSomeone(call);
    await jane.does('reconnectCall', call);
    await jane.hearsSomeone(call);
    await waitFor(async () => (await far.loudness()) > SILENCE, 10_000);
  });

  it('when the page is reloaded: session and call are resumed', async () => {
    const { caller } = scene;
    const { jane, far, call } = await talking(scene);
    await jane.hearsSomeone(call);
    expect(await jane.reload()).toBe(jane.session);
    await jane.does('reconnectCall', call);
    await jane.hearsSomeone(call);
    await waitFor(async () => (await far.loudness()) > SILENCE, 10_000);
    await jane.does('hangup', call);
    await caller.is('idle');
  });

  it('when another device of the user takes it over', async () => {
    const { pages, caller } = scene;
    const { far, call } = await talking(scene);
    const other = await pages.user('Jane');
    await other.does('reconnectCall', call);
    await other.hearsSomeone(call);
    await waitFor(async () => (await far.loudness()) > SILENCE, 10_000);
    await other.does('hangup', call);
    await other.expect('callHangup', call);
    await caller.is('idle');
  });

  it('while ringing, when the page is reloaded: it rings there again', async () => {
    const { telephony, pages, caller } = scene;
    telephony.office.on('/answer', toJane());
    const jane = await pages.user('Jane');
    await caller.dial(NUMBER);
    const call = await jane.rings();
    await jane.reload();
    expect(await jane.rings()).toBe(call);
    await jane.does('answer', call);
    await caller.is('talking');
  });
});
