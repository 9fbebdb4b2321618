import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openHandset } from '../helpers/handset.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender, type Sender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const SEEN = '{ account { signatureSecretKnown signatureVerifiedAt signatureRefusedAt signatureRefusal } }';
const SET = 'mutation Set($secret: String!) { setSignatureSecret(signatureSecret: $secret) { signatureRefusal } }';
interface Seen {
  signatureSecretKnown: boolean | null;
  signatureVerifiedAt: string | null;
  signatureRefusedAt: string | null;
  signatureRefusal: string | null;
}

let app: TestApp;
let application: SeededApplication;
let number: string;
let vonage: Sender;
/** Asked of the other server than the one that webhooks come to. */
const seen = async () => (await app.ask<{ account: Seen }>(SEEN, {}, { server: 1 })).account;

beforeAll(async () => {
  app = await createTestApp({ servers: 2 });
  const made = await (await app.connectAccount()).createApplication();
  application = made;
  number = (await made.rentNumber()).msisdn;
  await made.addJaneAndJoe();
  const { apiKey, signatureSecret } = app.simulator.credentials;
  vonage = createSender({ url: app.url, apiKey, signatureSecret, vonageId: made.vonageId });
});
afterAll(() => app?.close());

const started = () => ({
  ...{ uuid: randomUUID(), conversation_uuid: `CON-${randomUUID()}` },
  ...{ status: 'started', direction: 'inbound', from: '447700900001', to: number },
});
const send = (token: (body: string) => string | null | undefined, url = application.eventUrl) => {
  const body = started();
  return vonage.post(new URL(url).pathname, body, token(JSON.stringify(body)));
};
const rightly = (body: string) => vonage.token(body);
const wrongly = (body: string) => vonage.token(body, { secret: 'another secret, long enough' });

describe('when signed webhooks were last verified and refused', () => {
  it('is nothing before one arrived', async () => {
    expect(await seen()).toEqual({
      ...{ signatureSecretKnown: true, signatureVerifiedAt: null, signatureRefusedAt: null, signatureRefusal: null },
    });
  });

  it('is known to the other server as soon as it changes, with the reason', async () => {
    expect((await send(rightly)).status).toBe(200);
    const { signatureVerifiedAt } = await waitFor(async () => {
      const now = await seen();
      return now.signatureVerifiedAt ? now : null;
    });
    expect(Date.now() - Date.parse(signatureVerifiedAt!)).toBeLessThan(60_000);

    for (const [token, status, reason] of [
      [wrongly, 401, 'secret'],
      [(body: string) => vonage.token(body, { age: 6 * 60_000 }), 401, 'clock'],
      [(body: string) => vonage.token(body, { hashed: 'another body' }), 401, 'other'],
      [() => null, 503, 'unsigned'],
      [rightly, 200, null],
    ] as const) {
      expect((await send(token)).status).toBe(status);
      await waitFor(async () => (await seen()).signatureRefusal === reason);
    }
    expect((await seen()).signatureRefusedAt).not.toBeNull();
  });

  it('begins again with a new secret', async () => {
    await send(wrongly);
    await waitFor(async () => (await seen()).signatureRefusal === 'secret');
    await app.ask(SET, { secret: app.simulator.credentials.signatureSecret });
    expect(await seen()).toMatchObject({ signatureVerifiedAt: null, signatureRefusal: null });
  });

  it('is not changed by strangers, who know no address', async () => {
    const before = await seen();
    const short = `${app.url}/webhooks/event`;
    await send(() => null, short);
    await send((body) => vonage.token(body, { secret: 'x'.repeat(32), claims: { application_id: 'another' } }), short);
    await send(wrongly, `${app.url}/webhooks/${randomUUID()}/event`);
    expect(await seen()).toEqual(before);
  });

  it('is not shown to agents', async () => {
    const { viewer } = await app.ask<{ viewer: { account: Seen } }>(`{ viewer ${SEEN} }`, {}, { slot: 'jane' });
    expect(viewer.account).toMatchObject({ signatureVerifiedAt: null, signatureRefusedAt: null });
  });
});

it('a call whose answer webhook comes unsigned once is answered: Vonage sends it again, signed', async () => {
  const control = { webhooks: 'unsigned', door: 'answer', application_id: application.vonageId };
  await app.control('POST', '/faults', control);
  const jane = await openHandset(app.control, { user: 'Jane', application_id: application.vonageId });
  const caller = await openHandset(app.control, { number: '447700900002' });
  await caller.dial(number);
  await jane.is('ringing');
  expect(await app.control('GET', '/faults')).toEqual({ faults: [] });
  await caller.hangUp();
});
