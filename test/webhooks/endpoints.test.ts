import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accounts } from '../../server/accounts/accounts.table.js';
import { applications } from '../../server/applications/applications.table.js';
import { calls } from '../../server/calls/calls.table.js';
import { events } from '../../server/calls/events/events.table.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender, type Sender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const JANE = [
  { action: 'talk', text: 'Thank you for calling Jane' },
  { action: 'connect', endpoint: [{ type: 'app', user: 'Jane' }] },
];
const APOLOGY = [{ action: 'talk', text: expect.stringContaining('sorry') }];

let leg = 0;
const incoming = () => {
  leg += 1;
  return {
    from: '447700900001',
    to: '447700900123',
    conversation_uuid: `CON-${leg}`,
    uuid: `leg-${leg}`,
    endpoint_type: 'phone',
  };
};
const status = (word: string, extra: object = {}) => ({
  headers: {},
  ...incoming(),
  status: word,
  direction: 'inbound',
  timestamp: new Date().toISOString(),
  ...extra,
});

describe('webhook endpoints', () => {
  let app: TestApp;
  let application: SeededApplication;
  let vonage: Sender;
  let door: (name: string) => string;

  beforeAll(async () => {
    app = await createTestApp();
    const office = await app.connectAccount();
    application = await office.createApplication();
    const { apiKey, signatureSecret } = app.simulator.credentials;
    vonage = createSender({ url: app.url, apiKey, signatureSecret, vonageId: application.vonageId });
    door = (name) => new URL(application.eventUrl).pathname.replace(/event$/, name);
  });
  afterAll(() => app?.close());

  const stored = (uuid: string) => app.db.select().from(events).where(eq(events.legUuid, uuid));

  describe('answer', () => {
    it('answers a signed POST with the live preset, and stores what it answered', async () => {
      const body = incoming();
      const reply = await vonage.post(door('answer'), body);
      expect(reply).toMatchObject({ status: 200, json: JANE });
      expect(reply.headers.get('content-type')).toContain('application/json');
      const [call] = await waitFor(async () => {
        const rows = await app.db.select().from(calls).where(eq(calls.conversationUuid, body.conversation_uuid));
        return rows.length > 0 ? rows : null;
      });
      expect(call).toMatchObject({
        direction: 'inbound',
        from: '447700900001',
        to: '447700900123',
        preset: 'inbound',
        presetVersion: 0,
        ncco: JANE,
      });
    });

    it('answers a signed GET whose custom data is JSON in a parameter', async () => {
      const reply = await vonage.get(door('answer'), {
        from_user: 'Jane',
        conversation_uuid: 'CON-get',
        uuid: 'leg-get',
        custom_data: '{"to":"+44 7700 900999"}',
      });
      expect(reply.status).toBe(200);
      expect(JSON.stringify(reply.json)).toContain('There is no number to call from');
    });

    it('finds the application of the short form by the signed claim', async () => {
      expect(await vonage.post('/webhooks/answer', incoming())).toMatchObject({ status: 200, json: JANE });
    });

    it.each([
      ['a body that is not JSON', '{"to":'],
      ['a body that is a list', '[]'],
      ['an empty body', ''],
      ['a body of 1 MB', JSON.stringify({ ...incoming(), custom_data: 'x'.repeat(1024 * 1024) })],
      [
        'a number of 10 000 digits where only the talk counts',
        JSON.stringify({ ...incoming(), from: '1'.repeat(10_000) }),
      ],
    ])('lets the caller hear something, whatever comes: %s', async (what, body) => {
      const reply = await vonage.post(door('answer'), body);
      expect(reply).toMatchObject({ status: 200, json: what.startsWith('a number') ? JANE : APOLOGY });
    });

    it('plays an apology for an unknown application', async () => {
      expect(await vonage.post('/webhooks/nobody/answer', incoming())).toMatchObject({ status: 200, json: APOLOGY });
      expect(await vonage.post('/webhooks/nobody/fallback', incoming())).toMatchObject({ status: 200, json: APOLOGY });
    });

    it('gives the same NCCO to Vonage’s retry, also when the preset has changed meanwhile', async () => {
      const body = incoming();
      const token = vonage.token(JSON.stringify(body));
      expect(await vonage.post(door('answer'), body, token)).toMatchObject({ json: JANE });
      await app.ask(
        `mutation Live($id: ID!) { setLivePreset(applicationId: $id, slot: FROM_OUTSIDE, kind: IVR) { id } }`,
        { id: application.id },
      );
      expect(await vonage.post(door('answer'), body, token)).toMatchObject({ json: JANE });
      expect(await vonage.post(door('answer'), incoming())).toMatchObject({
        json: [{ text: 'Thank you for calling my contact center.' }, {}, {}],
      });
      await app.ask(
        `mutation Live($id: ID!) { setLivePreset(applicationId: $id, slot: FROM_OUTSIDE, kind: INBOUND) { id } }`,
        { id: application.id },
      );
    });
  });

  describe('dtmf', () => {
    const pressed = (dtmf: unknown, extra: object = {}) => ({
      ...incoming(),
      dtmf,
      timestamp: new Date().toISOString(),
      ...extra,
    });
    const to = (user: string) => [
      { action: 'talk', text: `Please wait while we connect you to ${user}` },
      { action: 'connect', endpoint: [{ type: 'app', user }] },
    ];

    it('connects to Jane and Joe, in the new form and in the old', async () => {
      expect(await vonage.post(door('dtmf'), pressed({ digits: '1', timed_out: false }))).toMatchObject({
        status: 200,
        json: to('Jane'),
      });
      expect(await vonage.post(door('dtmf'), pressed('2', { timed_out: true }))).toMatchObject({ json: to('Joe') });
      const byGet = { uuid: 'leg-x', conversation_uuid: 'CON-x', dtmf: '{"digits":"2","timed_out":true}' };
      expect((await vonage.get(door('dtmf'), byGet)).status).toBe(404);
    });

    it.each([
      ['another key', '9'],
      ['silence', ''],
      ['silence as null', null],
      ['10 000 digits', '1'.repeat(10_000)],
    ])('says the menu again for %s', async (_, digits) => {
      const reply = await vonage.post(door('dtmf'), pressed({ digits, timed_out: true }));
      expect(reply).toMatchObject({
        status: 200,
        json: [{ text: 'Sorry, I did not get that.' }, {}, { action: 'input' }],
      });
    });

    it('stores a key press with its answer once, also when it is sent again', async () => {
      const body = pressed({ digits: '1', timed_out: false });
      await vonage.post(door('dtmf'), body);
      await vonage.post(door('dtmf'), body);
      const rows = await waitFor(async () => {
        const found = await stored(body.uuid);
        return found[0]?.appliedAt ? found : null;
      });
      expect(rows).toMatchObject([
        { door: 'dtmf', kind: 'input', body: { answered: { reason: 'menu-choice', ncco: to('Jane') } } },
      ]);
    });
  });

  describe('event', () => {
    it('answers 200 once an event is stored, and stores a repeated one once', async () => {
      const body = status('started');
      const token = vonage.token(JSON.stringify(body));
      expect(await vonage.post(door('event'), body, token)).toMatchObject({ status: 200, text: '' });
      expect(await stored(body.uuid)).toHaveLength(1);
      expect(await vonage.post(door('event'), body, token)).toMatchObject({ status: 200 });
      expect(await vonage.post(door('event'), body)).toMatchObject({ status: 200 });
      expect(await stored(body.uuid)).toHaveLength(1);
    });

    it('has applied an event whose reply may be an NCCO when it replies', async () => {
      const body = status('timeout');
      await vonage.post(door('event'), body);
      expect(await stored(body.uuid)).toMatchObject([{ kind: 'status', appliedAt: expect.any(Date) }]);
    });

    it('accepts an event by GET with objects as JSON', async () => {
      const { headers: _, ...body } = status('completed', { price: '0.01' });
      expect(await vonage.get(door('event'), body)).toMatchObject({ status: 200 });
      expect(await stored(body.uuid)).toMatchObject([{ kind: 'status' }]);
    });

    it('stores events of an unknown kind', async () => {
      expect(await vonage.post(door('event'), { uuid: 'leg-odd', odd: 'café \u0000 \ud800' })).toMatchObject({
        status: 200,
      });
      expect(await stored('leg-odd')).toMatchObject([{ kind: 'unknown', body: { odd: 'café \uFFFD \uFFFD' } }]);
    });

    it.each([
      ['a body that is not JSON', '{"status":', 400],
      ['a body that is no object', '"completed"', 400],
      ['an empty body', '', 400],
      ['an object with nothing in it', '{}', 400],
      ['a body of 1 MB', JSON.stringify({ status: 'x'.repeat(1024 * 1024) }), 413],
      ['a body that is nested without end', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, 400],
    ])('refuses %s', async (_, body, code) => {
      const reply = await vonage.post(door('event'), body);
      expect(reply).toMatchObject({ status: code, json: { code: 'BAD_INPUT', error: expect.any(String) } });
    });

    it('answers 404 for an unknown application', async () => {
      expect(await vonage.post('/webhooks/nobody/event', status('started'))).toMatchObject({ status: 404 });
    });

    it('accepts a recording at the recording endpoint', async () => {
      const recording = {
        recording_url: 'https://api.nexmo.com/v1/files/x',
        recording_uuid: 'x',
        size: 1,
        conversation_uuid: 'CON-1',
        start_time: '',
        end_time: '',
        timestamp: new Date().toISOString(),
      };
      expect(await vonage.post(door('recording'), recording)).toMatchObject({ status: 200 });
      const rows = await app.db.select().from(events).where(eq(events.door, 'recording'));
      expect(rows).toMatchObject([{ kind: 'record', body: recording }]);
    });
  });

  describe('signatures', () => {
    const refusals: [string, (body: string) => string | null][] = [
      ['no signature', () => null],
      ['another secret', (body) => vonage.token(body, { secret: 'another-secret' })],
      ['another algorithm of the same family', (body) => vonage.token(body, { algorithm: 'HS384' })],
      ['no algorithm', (body) => vonage.token(body, { algorithm: 'none' })],
      ['no token at all', () => 'nonsense'],
      ['a token that is six minutes old', (body) => vonage.token(body, { age: 6 * 60_000 })],
      ['a token from the future', (body) => vonage.token(body, { age: -6 * 60_000 })],
      ['another issuer', (body) => vonage.token(body, { claims: { iss: 'Somebody' } })],
      ['another account', (body) => vonage.token(body, { claims: { api_key: 'other' } })],
      ['another application', (body) => vonage.token(body, { claims: { application_id: 'other' } })],
      ['the hash of another body', (body) => vonage.token(body, { hashed: `${body} ` })],
      ['no hash', (body) => vonage.token(body, { claims: { payload_hash: undefined } })],
    ];

    it.each(refusals)('refuses %s, at every door', async (_, sign) => {
      for (const name of ['answer', 'fallback', 'dtmf', 'event', 'recording']) {
        const body = status('started');
        const reply = await vonage.post(door(name), body, sign(JSON.stringify(body)));
        expect(sign('') === null ? [503, 429] : [401, 429], name).toContain(reply.status);
        expect(await stored(body.uuid)).toEqual([]);
      }
    });

    it('refuses the same id with other bytes, or at another endpoint', async () => {
      const body = status('started');
      const claims = { jti: 'used-once' };
      expect(await vonage.post(door('event'), body, vonage.token(JSON.stringify(body), { claims }))).toMatchObject({
        status: 200,
      });
      const other = status('completed');
      expect([401, 429]).toContain(
        (await vonage.post(door('event'), other, vonage.token(JSON.stringify(other), { claims }))).status,
      );
      expect([401, 429]).toContain(
        (await vonage.post(door('answer'), body, vonage.token(JSON.stringify(body), { claims }))).status,
      );
    });

    it('answers 429 to a sender with repeated wrong signatures, and still accepts valid webhooks', async () => {
      const replies = [];
      for (let n = 0; n < 25; n += 1) replies.push(await vonage.post(door('event'), status('started'), 'wrong'));
      expect(replies.at(-1)).toMatchObject({ status: 429 });
      expect(Number(replies.at(-1)!.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(await vonage.post(door('event'), status('started'))).toMatchObject({ status: 200 });
    });
  });

  describe('while the signature secret is not known', () => {
    beforeEach(async () => {
      await app.db.update(accounts).set({ signatureSecret: null });
      await app.db.update(applications).set({ signedCallbacks: false });
      await app.services.senders.refresh();
    });

    it('accepts unsigned webhooks only at the address with the secret id', async () => {
      expect(await vonage.post(door('answer'), incoming(), null)).toMatchObject({ status: 200, json: JANE });
      expect(await vonage.post(door('event'), status('started'), null)).toMatchObject({ status: 200 });
      expect([401, 429]).toContain((await vonage.post('/webhooks/answer', incoming(), null)).status);
      expect([401, 429]).toContain((await vonage.post('/webhooks/event', status('started'), null)).status);
    });
  });
});

describe('WEBHOOK_SIGNATURES=off', () => {
  it('accepts unsigned webhooks, also in the short form if there is only one application', async () => {
    const app = await createTestApp({ env: { WEBHOOK_SIGNATURES: 'off' } });
    try {
      const application = await (await app.connectAccount()).createApplication();
      const { apiKey, signatureSecret } = app.simulator.credentials;
      const vonage = createSender({ url: app.url, apiKey, signatureSecret, vonageId: application.vonageId });
      expect(await vonage.post('/webhooks/answer', incoming(), null)).toMatchObject({ status: 200, json: JANE });
      expect(await vonage.post('/webhooks/event', status('started'), null)).toMatchObject({ status: 200 });
    } finally {
      await app.close();
    }
  });
});
