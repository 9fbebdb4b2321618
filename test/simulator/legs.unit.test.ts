import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LegNow } from '../../server/simulator/api/legs.js';
import { NUMBER, startTelephony, type Telephony } from '../helpers/telephony.js';
import { waitFor } from '../helpers/wait-for.js';

describe('the list of live legs', () => {
  let telephony: Telephony;
  beforeAll(async () => {
    telephony = await startTelephony();
  });
  afterAll(() => telephony.close());

  it('shows who hears whom, who is muted, and what a request plays to whom', async () => {
    const { office, phone, sdk, control, application } = telephony;
    const legs = async () =>
      ((await control('GET', `/legs?application_id=${application.id}`)) as { legs: LegNow[] }).legs.sort((one) =>
        'number' in one ? -1 : 1,
      );
    office.on('/answer', [{ action: 'connect', endpoint: [{ type: 'app', user: 'Jane' }] }]);
    const caller = await phone({ number: '447700900001' });
    const jane = await phone({ user: 'Jane' });
    await caller.dial(NUMBER);
    await jane.is('ringing');
    await jane.answer();
    const talking = await waitFor(async () => {
      const [one, other] = await legs();
      return one?.hears.length && other?.hears.length && [one, other];
    });
    const [outside, inside] = talking as [LegNow, LegNow];
    expect(outside).toMatchObject({ number: '447700900001', hears: [inside.leg], playing: null, muted: false });
    expect(inside).toMatchObject({ user: 'Jane', hears: [outside.leg], conversation: outside.conversation });

    await sdk.voice.muteCall(inside.leg);
    await sdk.voice.streamAudio(outside.leg, `${office.address}/music.wav`, 0);
    expect(await legs()).toMatchObject([
      { hears: [], playing: `${office.address}/music.wav` },
      { muted: true, earmuffed: false, hears: [outside.leg] },
    ]);
    await sdk.voice.stopStreamAudio(outside.leg);
    expect(await legs()).toMatchObject([{ playing: null }, {}]);
    await caller.hangUp();
    await waitFor(async () => (await legs()).length === 0);
  });
});
