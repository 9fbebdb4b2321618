import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const SET = 'mutation Set($secret: String!) { setSignatureSecret(signatureSecret: $secret) { signatureSecretKnown } }';
const APPLICATIONS = '{ applications { nodes { name signedCallbacks } } account { signatureSecretKnown } }';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ env: { PUBLIC_URL: 'https://calls.example' } });
});
afterAll(() => app.close());

it('creates applications with unsigned webhooks, and turns on signatures at Vonage once the secret is known', async () => {
  const demo = await (await app.connectAccount({}, 'CLOUD')).createApplication();
  const voice = () => app.simulator.cloud.applications.get(demo.vonageId)!.capabilities.voice!;
  expect(voice().signed_callbacks).toBe(false);
  expect(await app.ask(APPLICATIONS)).toEqual({
    applications: { nodes: [{ name: 'Demo', signedCallbacks: false }] },
    account: { signatureSecretKnown: false },
  });

  expect(demo.answerUrl).toMatch(/^https:\/\/calls\.example\/webhooks\//);
  expect((await app.refused(SET, { secret: ' ' })).extensions).toMatchObject({ field: 'signatureSecret' });
  expect(await app.ask(SET, { secret: 'what Vonage signs with' })).toEqual({
    setSignatureSecret: { signatureSecretKnown: true },
  });

  expect(voice()).toMatchObject({
    signed_callbacks: true,
    webhooks: { answer_url: { address: demo.answerUrl } },
  });
  expect(await app.ask(APPLICATIONS)).toMatchObject({ applications: { nodes: [{ signedCallbacks: true }] } });
});

it('retries at the next sign-in if Vonage was down', async () => {
  const account = await app.connectAccount({ slot: 'b' }, 'CLOUD');
  const second = await account.createApplication('Second');
  const voice = () => app.simulator.cloud.applications.get(second.vonageId)!.capabilities.voice!;
  await app.db.execute(`update applications set signed_callbacks = false where id = '${second.id}'`);
  voice().signed_callbacks = false;
  await app.fault({ path: `/v2/applications/${second.vonageId}`, status: 500, times: 1 });
  await app.connectAccount({ slot: 'c' }, 'CLOUD');
  expect(voice().signed_callbacks).toBe(false);
  await app.connectAccount({ slot: 'c' }, 'CLOUD');
  expect(voice().signed_callbacks).toBe(true);
});
