import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSoftPhone } from '../../scripts/soft-phone.js';
import { createSimClock } from '../../server/simulator/control/clock.js';
import { readWav } from '../../server/simulator/media/read-wav.js';
import { openSdkSocket } from '../helpers/sdk-socket.js';
import { startTelephony, type Telephony } from '../helpers/telephony.js';
import { waitFor } from '../helpers/wait-for.js';

/** More than anybody needs, and what is not what it says. */
let telephony: Telephony;
beforeAll(async () => {
  telephony = await startTelephony();
});
beforeEach(() => telephony.reset());
afterAll(() => telephony.close());

describe('an agent’s own token', () => {
  it('opens no more connections than a session can use', async () => {
    const jane = await openSdkSocket(telephony, telephony.userToken('Jane'));
    const phone = createSoftPhone();
    const body = { originating_session: jane.session, body: { offer: { type: 'offer', sdp: await phone.offer() } } };
    const replies = await Promise.all(Array.from({ length: 30 }, () => jane.ask('POST', '/v0.3/legs', body)));
    expect(replies.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(10);
    await telephony.skip(16_000);
    expect((await jane.ask('POST', '/v0.3/legs', body)).status).toBe(201);
    jane.close();
    phone.close();
  });

  it('is refused with a damaged SDP', async () => {
    const jane = await openSdkSocket(telephony, telephony.userToken('Jane'));
    const phone = createSoftPhone();
    const sdp = await phone.offer();
    const lines = sdp.split('\r\n');
    const damaged = [
      ...lines.map((_, at) => lines.toSpliced(at, 1).join('\r\n')),
      ...lines.map((line, at) => lines.toSpliced(at, 1, line.slice(0, 4)).join('\r\n')),
      sdp.repeat(20),
      'v=0',
      '\0'.repeat(1000),
    ];
    for (const one of damaged) {
      const body = { originating_session: jane.session, body: { offer: { type: 'offer', sdp: one } } };
      expect([201, 400, 429]).toContain((await jane.ask('POST', '/v0.3/legs', body)).status);
      await telephony.skip(16_000);
    }
    expect((await telephony.simulator.request('/simulator/healthz')).status).toBe(200);
    jane.close();
    phone.close();
  });

  it('cannot flood a conversation with events', async () => {
    const { id } = await telephony.sdk.conversations.createConversation({});
    const post = (text: string) =>
      telephony.simulator.request(`/v1/conversations/${id}/events`, {
        authorization: `Bearer ${telephony.userToken('Jane')}`,
        body: { type: 'custom:note', body: { text } },
      });
    expect(await post('short')).toMatchObject({ status: 201 });
    expect(await post('x'.repeat(10_001))).toMatchObject({ status: 400 });
    const { events } = telephony.simulator.cloud.conversations.get(id!)!;
    for (let at = 0; at < 5000; at += 1) events.push({ ...events[0]! });
    await post('the newest');
    expect(events.length).toBeLessThanOrEqual(5001);
    expect(events.at(-1)).toMatchObject({ body: { text: 'the newest' } });
  });
});

describe('a handset’s page', () => {
  it('cannot create an unlimited number of handsets', async () => {
    const authorization = `Bearer ${telephony.simulator.credentials.handsetToken}`;
    const make = (n: number) =>
      telephony.simulator.request('/simulator/phones', {
        authorization,
        body: { number: String(447_000_000_000 + n) },
      });
    const statuses = new Map<number, number>();
    for (let at = 0; at < 5100; at += 100) {
      const replies = await Promise.all(Array.from({ length: 100 }, (_, n) => make(at + n)));
      for (const { status } of replies) statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
    expect(Object.fromEntries(statuses)).toEqual({ 201: 5000, 409: 100 });
    expect((await make(0)).status).toBe(201);
  });
});

describe('time', () => {
  it('cannot be advanced beyond the valid range', async () => {
    const { simulator } = telephony;
    for (const advance_ms of [9e15, 4e11]) {
      expect(await simulator.request('/simulator/clock', { body: { advance_ms } })).toMatchObject({ status: 400 });
    }
  });

  it('continues after a timer fails', async () => {
    const errors: unknown[] = [];
    const clock = createSimClock({ onError: (error) => errors.push(error) });
    let fired = false;
    clock.setTimeout(() => {
      throw new Error('broken');
    }, 1);
    clock.setTimeout(() => {
      fired = true;
    }, 2);
    await waitFor(() => fired);
    expect(errors).toEqual([new Error('broken')]);
    clock.stop();
  });
});

describe('a WAV file that declares one sample per second', () => {
  it('is refused, because it would fill the memory', () => {
    const file = Buffer.alloc(1_000_044);
    file.write('RIFF', 0);
    file.write('WAVEfmt ', 8);
    file.writeUInt32LE(16, 16);
    file.writeUInt16LE(1, 20);
    file.writeUInt16LE(1, 22);
    file.writeUInt32LE(1, 24);
    file.writeUInt16LE(8, 34);
    file.write('data', 36);
    file.writeUInt32LE(1_000_000, 40);
    expect(readWav(file)).toBeNull();
    file.writeUInt32LE(8000, 24);
    expect(readWav(file)).toHaveLength(1_000_000);
  });
});
