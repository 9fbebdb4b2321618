import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createSoftPhone, type SoftPhone } from '../../scripts/soft-phone.js';
import { createSimClock } from '../../server/simulator/control/clock.js';
import { FRAME, fromMulaw, SAMPLE_RATE, toMulaw } from '../../server/simulator/media/g711.js';
import { createJitterBuffer } from '../../server/simulator/media/jitter.js';
import { readWav } from '../../server/simulator/media/read-wav.js';
import { keyTone, playback, type Source } from '../../server/simulator/media/tones.js';
import { createWavFile } from '../../server/simulator/media/write-wav.js';
import { answerCall, invited, offerSound, openSdkSocket, ringUser, type SdkSocket } from '../helpers/sdk-socket.js';
import { NUMBER, startTelephony, type Telephony, type TestPhone } from '../helpers/telephony.js';
import { waitFor } from '../helpers/wait-for.js';

/** A WAV file of a loud square wave. */
function wav(seconds: number, { code = 1, channels = 1, rate = 16_000, bits = 16 } = {}): Buffer {
  const bytes = (bits / 8) * channels;
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.write('WAVEfmt ', 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(code, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt16LE(bits, 34);
  header.write('data', 36);
  const data = Buffer.alloc(Math.round(seconds * rate) * bytes);
  header.writeUInt32LE(data.length, 40);
  for (let at = 0; at < data.length; at += bits / 8) {
    const high = Math.floor(at / bytes / 20) % 2 === 0;
    if (bits === 8) data[at] = code === 1 ? (high ? 200 : 56) : high ? 0x90 : 0x10;
    else data.writeIntLE(high ? 2 ** (bits - 2) : -(2 ** (bits - 2)), at, bits / 8);
  }
  return Buffer.concat([header, data]);
}
const loudest = (samples: Iterable<number>) => [...samples].reduce((most, one) => Math.max(most, Math.abs(one)), 0);
function all(source: Source): number[] {
  const samples: number[] = [];
  for (let sample = source(); sample !== null; sample = source()) samples.push(sample);
  return samples;
}

describe('µ-law', () => {
  it('keeps a sample within a few percent, and clips what is too loud', () => {
    for (const sample of [0, 1, -1, 100, -100, 5000, -5000, 32_000, -32_000]) {
      const [byte] = toMulaw(Int16Array.of(sample));
      expect(Math.abs(fromMulaw(byte!) - sample)).toBeLessThanOrEqual(Math.max(8, Math.abs(sample) * 0.05));
    }
    expect(toMulaw(Int32Array.of(90_000))[0]).toBe(toMulaw(Int16Array.of(32_767))[0]);
  });
});

describe('a WAV file', () => {
  it.each([
    ['16 bit, 16 kHz', {}],
    ['8 bit, 8 kHz', { bits: 8, rate: 8000 }],
    ['24 bit, 44.1 kHz, stereo', { bits: 24, rate: 44_100, channels: 2 }],
    ['µ-law', { code: 7, bits: 8, rate: 8000 }],
    ['A-law', { code: 6, bits: 8, rate: 8000 }],
  ])('of %s is read at the rate of calls', (_what, format) => {
    const sound = readWav(wav(0.5, format))!;
    expect(sound.length / SAMPLE_RATE).toBeCloseTo(0.5, 2);
    expect(loudest(sound)).toBeGreaterThan(2000);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('<html>')],
    ['an MP3', Buffer.from('ID3\x03'.repeat(30))],
    ['a WAV in a format of its own', wav(0.1, { code: 85 })],
    ['a WAV that is cut off', wav(0.1).subarray(0, 40)],
  ])('that is %s is not read', (_what, file) => expect(readWav(file)).toBeNull());

  it('is written with gaps of silence, at twice the rate, with the length given on closing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'denwaban-wav-'));
    const path = join(folder, 'one');
    const file = createWavFile(path, 2);
    file.write([new Int16Array(FRAME).fill(5000), new Int16Array(FRAME).fill(-5000)]);
    file.skipTo(0.5);
    file.write([new Int16Array(FRAME).fill(7000), new Int16Array(FRAME)]);
    const bytes = file.close(1);
    const content = await readFile(path);
    await rm(folder, { recursive: true });
    expect(content.length).toBe(bytes);
    expect(bytes).toBe(44 + 16_000 * 2 * 2);
    const left = (second: number) => content.readInt16LE(44 + Math.round(second * 16_000) * 4);
    expect([left(0), left(0.25), left(0.505), left(0.9)]).toEqual([5000, 0, 7000, 0]);
    expect(content.readInt16LE(46)).toBe(-5000);
    expect(readWav(content)!.length).toBe(SAMPLE_RATE);
  });
});

describe('packets', () => {
  it('are buffered and played in order; late ones are dropped, and of too many the oldest', () => {
    const buffer = createJitterBuffer();
    const frame = new Int16Array(FRAME);
    const packet = (sample: number) => toMulaw(new Int16Array(FRAME).fill(sample));
    buffer.push(65_535, packet(100));
    expect(buffer.pull(frame)).toBe(false);
    buffer.push(0, packet(1000));
    buffer.push(65_534, packet(30_000));
    expect(buffer.pull(frame)).toBe(true);
    expect(frame[0]).toBeCloseTo(100, -1);
    expect(buffer.pull(frame)).toBe(true);
    expect(Math.abs(frame[0]! - 1000)).toBeLessThan(50);
    expect(buffer.pull(frame)).toBe(false);
    for (let sequence = 1; sequence <= 30; sequence++) buffer.push(sequence, packet(sequence * 1000));
    buffer.pull(frame);
    expect(Math.abs(frame[0]! - 21_000)).toBeLessThan(1000);
  });
});

describe('tones', () => {
  it('of keys are short and loud; a file plays for its length times the repetitions', () => {
    expect(all(keyTone('5')).length / SAMPLE_RATE).toBeCloseTo(0.18, 2);
    expect(loudest(all(keyTone('#')))).toBeGreaterThan(3000);
    expect(all(playback(Int16Array.of(1, 2), 2))).toEqual([1, 2, 1, 2]);
    expect(all(playback(new Int16Array(0), 0))).toEqual([]);
  });
});

describe('the sound of a call', () => {
  let telephony: Telephony;
  let caller: TestPhone;
  let files: Server;
  let address: string;
  let closing: (() => unknown)[] = [];
  beforeAll(async () => {
    telephony = await startTelephony({ clock: createSimClock() });
    files = createServer((request, response) => {
      if (request.url === '/two-seconds.wav') response.end(wav(2));
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => files.listen(0, '127.0.0.1', resolve));
    address = `http://127.0.0.1:${(files.address() as AddressInfo).port}`;
  });
  beforeEach(async () => {
    await telephony.reset();
    caller = await telephony.phone({ number: '447700900999' });
  });
  afterEach(async () => {
    for (const close of closing) await close();
    closing = [];
  });
  afterAll(async () => {
    await telephony.close();
    await new Promise((resolve) => files.close(resolve));
  });

  function softPhone(): SoftPhone {
    const phone = createSoftPhone();
    closing.push(phone.close);
    return phone;
  }

  async function janesSocket(): Promise<SdkSocket> {
    const jane = await openSdkSocket(telephony, telephony.userToken('Jane'));
    closing.push(jane.close);
    return jane;
  }

  /** The caller's handset gets a browser. */
  async function callersSound(): Promise<SoftPhone> {
    const phone = softPhone();
    const { sdp, close } = await offerSound(telephony, caller, await phone.offer());
    closing.push(close);
    await phone.accept(sdp);
    await waitFor(phone.connected);
    return phone;
  }

  /** How many loud packets come until so many have come at all. */
  async function loudOf({ heard }: SoftPhone, packets: number): Promise<number> {
    const before = { ...heard };
    await waitFor(() => heard.packets >= before.packets + packets, 10_000);
    return heard.loud - before.loud;
  }

  it('goes both ways between a user and a handset, and stops with a mute', async () => {
    const jane = await janesSocket();
    const call = await ringUser(telephony, caller, jane);
    const near = await answerCall(jane, call, softPhone());
    const far = await callersSound();
    await waitFor(() => near.heard.loud > 20 && far.heard.loud > 20);
    const mute = { type: 'audio:mute:on', from: call.mid, body: { rtc_id: call.leg } };
    expect((await jane.ask('POST', `/v0.3/conversations/${call.cid}/events`, mute)).status).toBe(201);
    await loudOf(far, 20);
    expect(await loudOf(far, 50)).toBe(0);
    expect(await loudOf(near, 50)).toBeGreaterThan(25);
  });

  it('includes a file that is played, and the flow continues when it ends', async () => {
    telephony.office.on('/answer', [
      { action: 'stream', streamUrl: [`${address}/two-seconds.wav`] },
      { action: 'talk', text: 'That was it.' },
      { action: 'wait', timeout: 5 },
    ]);
    const far = await callersSound();
    await caller.dial(NUMBER);
    const { ms: from } = (await caller.hears('playing')) as unknown as { ms: number };
    expect(await loudOf(far, 75)).toBeGreaterThan(50);
    const { ms: to } = (await caller.hears('said')) as unknown as { ms: number };
    expect(to - from).toBeGreaterThan(1900);
    expect(to - from).toBeLessThan(2500);
    await loudOf(far, 10);
    expect(await loudOf(far, 20)).toBe(0);
  });

  it('includes the busy tone after the call', async () => {
    const other = await telephony.phone({ number: '447700900998' });
    await other.set({ busy: true });
    const far = await callersSound();
    await caller.dial('447700900998');
    await caller.hears('ended', { reason: 'busy' });
    expect(await loudOf(far, 100)).toBeGreaterThan(30);
  });

  it('is refused to an invalid offer', async () => {
    const { type, reason, close } = await offerSound(telephony, caller, 'hello');
    closing.push(close);
    expect(type).toBe('refused');
    expect(reason).toMatch(/no offer of sound/);
  });

  it('is in the recording of a conversation, each in a channel of its own', async () => {
    const jane = await janesSocket();
    telephony.office.on('/answer', [
      { action: 'record', split: 'conversation', channels: 2, eventUrl: [`${telephony.office.address}/recorded`] },
      { action: 'connect', endpoint: [{ type: 'app', user: 'Jane' }] },
    ]);
    const far = await callersSound();
    far.speak(false);
    await caller.dial(NUMBER);
    const call = await invited(jane);
    await answerCall(jane, call, softPhone());
    await waitFor(() => far.heard.loud > 50);
    await caller.hangUp();
    const recorded = await telephony.office.expect('/recorded');
    const id = String(recorded.body.recording_url).split('/').at(-1)!;
    const content = await readFile(telephony.simulator.cloud.filePath(id));
    const channel = (offset: number) =>
      Array.from({ length: (content.length - 44) / 4 }, (_, at) => content.readInt16LE(44 + at * 4 + offset));
    expect(content.readUInt16LE(22)).toBe(2);
    expect(loudest(channel(0))).toBeLessThan(200);
    expect(loudest(channel(2))).toBeGreaterThan(2000);
  });
});
