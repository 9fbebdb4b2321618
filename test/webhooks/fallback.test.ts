import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHandset } from '../helpers/handset.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender, type Sender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const CUSTOM = [
  { action: 'notify', payload: { a: 1 }, eventUrl: ['http://127.0.0.1:9/x'] },
  { action: 'talk', text: 'on' },
];

let app: TestApp;
let application: SeededApplication;
let vonage: Sender;
let number: string;
const lines: string[] = [];

beforeAll(async () => {
  app = await createTestApp({ logged: (line) => lines.push(line) });
  const made = await (await app.connectAccount()).createApplication();
  application = made;
  number = (await made.rentNumber()).msisdn;
  const { apiKey, signatureSecret } = app.simulator.credentials;
  vonage = createSender({ url: app.url, apiKey, signatureSecret, vonageId: application.vonageId });
  await save(CUSTOM);
  await app.ask(
    'mutation Live($id: ID!) { setLivePreset(applicationId: $id, slot: FROM_OUTSIDE, kind: CUSTOM) { id } }',
    {
      id: application.id,
    },
  );
});
afterAll(() => app?.close());

let version = 0;
async function save(ncco: object[]) {
  const input = { ncco, basedOn: version, makeLive: true };
  const saved = await app.ask<{ savePreset: { liveVersion: number } }>(
    'mutation Save($id: ID!, $input: SavePresetInput!) { savePreset(applicationId: $id, kind: CUSTOM, input: $input) { liveVersion } }',
    { id: application.id, input },
  );
  version = saved.savePreset.liveVersion;
}

let count = 0;
const facts = () => {
  count += 1;
  return { from: '447700900001', to: '447700900123', uuid: `leg-${count}`, conversation_uuid: `CON-${count}` };
};
const path = (url: string) => new URL(url).pathname;
const failed = (body: object, url: string, type = 'event') => ({
  ...body,
  reason: 'Connection closed.',
  original_request: { url, type },
});
const fallback = async (body: object) => (await vonage.post(path(application.fallbackUrl), body)).json;

describe('the fallback answers by what failed', () => {
  it('a failed answer is answered again', async () => {
    expect(await fallback(failed(facts(), application.answerUrl, 'answer'))).toEqual(CUSTOM);
    expect(await fallback(failed(facts(), application.answerUrl))).toEqual(CUSTOM);
    expect(await fallback({ ...facts(), reason: 'x' })).toEqual(CUSTOM);
  });

  it('a failed key press at our menu gets what the menu answers', async () => {
    const pressed = { ...facts(), dtmf: { digits: '1', timed_out: false } };
    expect(await fallback(failed(pressed, application.dtmfUrl))).toMatchObject([
      { text: 'Please wait while we connect you to Jane' },
      {},
    ]);
    expect(await fallback(failed({ ...pressed, ...facts() }, `${app.url}/webhooks/dtmf?attempt=1`))).toMatchObject([
      { text: 'Please wait while we connect you to Jane' },
      {},
    ]);
  });

  it.each([
    ['a notification', { payload: { a: 1 } }, 'http://127.0.0.1:9/x'],
    ['a connect that asks what to do', { status: 'failed', direction: 'outbound' }, 'http://127.0.0.1:9/x'],
    ['a connect whose event came to us', { status: 'busy', direction: 'outbound' }, null],
    ['a key press at a menu of somebody else’s', { dtmf: { digits: '1' } }, 'https://example.com/webhooks/dtmf'],
    [
      'a key press at the menu of another application',
      { dtmf: { digits: '1' } },
      'https://example.com/webhooks/x/dtmf',
    ],
    ['speech at a foreign address', { speech: { results: [] } }, 'https://example.com/speech'],
    ['an address that is none', { dtmf: { digits: '1' } }, 'nonsense'],
    ['nothing that is named', { payload: { a: 1 } }, undefined],
  ])('%s goes on with its call flow', async (_, more, url) => {
    const body = { ...facts(), ...more };
    const about = url === undefined ? { ...body, reason: 'x' } : failed(body, url ?? application.eventUrl);
    expect(await fallback(about)).toEqual([]);
    if (url === undefined) return;
    const { original_request, ...rest } = about as ReturnType<typeof failed>;
    const query = Object.entries({ ...rest, original_request }).map(([key, value]): [string, string] => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    const sent = await vonage.get(path(application.fallbackUrl), Object.fromEntries(query));
    expect(sent.json).toEqual([]);
  });
});

describe('a leg that requests an NCCO again and again', () => {
  it('hears an apology, or continues, with one line in the log', async () => {
    lines.length = 0;
    const again = facts();
    const ask = async (url: string, body: object) => (await vonage.post(path(url), { ...again, ...body })).json;
    const answers = [];
    for (let n = 0; n < 60; n += 1) answers.push(await ask(application.answerUrl, { n }));
    expect(answers[0]).toEqual(CUSTOM);
    expect(answers.at(-1)).toMatchObject([{ action: 'talk', text: expect.stringContaining('sorry') }]);
    expect(await ask(application.dtmfUrl, { dtmf: { digits: '1' } })).toEqual([]);
    expect(lines.filter((line) => line.includes('keeps requesting an NCCO'))).toHaveLength(1);
    expect(await fallback(failed(facts(), application.answerUrl, 'answer'))).toEqual(CUSTOM);
  });

  it('also if each request has a new leg in the same conversation', async () => {
    const answers = [];
    for (let n = 0; n < 60; n += 1) {
      answers.push(
        await fallback(failed({ ...facts(), conversation_uuid: 'CON-round' }, application.answerUrl, 'answer')),
      );
    }
    expect(answers[0]).toEqual(CUSTOM);
    expect(answers.at(-1)).toEqual([]);
  });
});

it('a notification that fails is answered once, and the call continues', async () => {
  let asked = 0;
  const broken = createServer((_, reply) => {
    asked += 1;
    reply.writeHead(500).end();
  });
  await new Promise<void>((ready) => broken.listen(0, '127.0.0.1', ready));
  try {
    const { port } = broken.address() as AddressInfo;
    await save([
      { action: 'notify', payload: { a: 1 }, eventUrl: [`http://127.0.0.1:${port}/x`] },
      { action: 'talk', text: 'on' },
    ]);
    const caller = await openHandset(app.control, { number: '447700900009' });
    await caller.dial(number);
    await caller.hears('ended');
    expect(await caller.said()).toEqual(['on']);
    expect(asked).toBe(1);
  } finally {
    broken.close();
  }
});
