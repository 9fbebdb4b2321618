import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeededApplication } from '../helpers/seed.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const CHECKS = '{ setUpChecks { what about state rule detail } }';

/** A public key of no one. */
const OTHER_KEY = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).publicKey;

interface Check {
  what: string;
  about: string | null;
  state: 'PASS' | 'FAIL' | 'SKIPPED';
  rule: string;
  detail: string | null;
}

let app: TestApp;
let office: SeededApplication;
let number: string;
beforeAll(async () => {
  app = await createTestApp();
  const made = await (await app.connectAccount()).createApplication('Office', 'eu-west');
  office = made;
  number = (await made.rentNumber()).msisdn;
  await made.addJaneAndJoe();
});
afterAll(() => app?.close());

const checks = async () => (await app.ask<{ setUpChecks: Check[] }>(CHECKS)).setUpChecks;
/** What is wrong, as `what.rule`. */
const wrong = async () =>
  (await checks()).filter(({ state }) => state === 'FAIL').map(({ what, rule }) => `${what}.${rule}`);

/** Changes the application behind the server's back, as one can in Vonage's Dashboard. */
async function changeAtVonage(change: (application: Record<string, unknown>) => object): Promise<void> {
  const { apiKey, apiSecret } = app.simulator.credentials;
  const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
  const url = `${app.simulator.url}/v2/applications/${office.vonageId}`;
  const there = (await (await fetch(url, { headers: { authorization } })).json()) as Record<string, unknown>;
  const headers = { authorization, 'content-type': 'application/json' };
  const reply = await fetch(url, { method: 'PUT', headers, body: JSON.stringify({ ...there, ...change(there) }) });
  expect(reply.status).toBe(200);
}

describe('the checks of the setup that need no phone call', () => {
  it('all pass where all is in order', async () => {
    expect((await checks()).map(({ what, about, state, rule, detail }) => [what, about, state, rule, detail])).toEqual([
      ['credentials', null, 'PASS', 'accepted', null],
      ['balance', null, 'PASS', 'enough', expect.stringMatching(/^\d+\.\d\d$/)],
      ['publicUrl', null, 'PASS', 'thisMachine', app.url],
      ['signatures', null, 'SKIPPED', 'notSeen', null],
      ['webhooks', 'Office', 'PASS', 'right', null],
      ['keyPair', 'Office', 'PASS', 'right', null],
      ['region', 'Office', 'PASS', 'set', 'eu-west'],
      ['users', 'Office', 'PASS', 'some', null],
      ['numbers', 'Office', 'PASS', 'linked', number],
    ]);
  });

  it('say when the balance is low', async () => {
    await app.control('PATCH', '/account', { balance: 0.5 });
    expect(await wrong()).toEqual(['balance.low']);
    await app.control('PATCH', '/account', { balance: 50 });
  });

  it('say when Vonage refuses key and secret, once and no more', async () => {
    await app.fault({ path: '/account/get-balance', status: 401 });
    expect((await checks()).map(({ what, rule }) => `${what}.${rule}`)).toEqual([
      'credentials.refused',
      'balance.unknown',
      'publicUrl.thisMachine',
      'signatures.notSeen',
    ]);
  });

  it('say when Vonage sends webhooks elsewhere, and has another key', async () => {
    await changeAtVonage(() => ({
      capabilities: { voice: { webhooks: { answer_url: { address: 'https://example.com/a', http_method: 'POST' } } } },
      keys: { public_key: OTHER_KEY },
    }));
    const found = await wrong();
    expect(found).toEqual(expect.arrayContaining(['webhooks.differ', 'keyPair.differs', 'users.refused']));
  });

  it('say when Vonage no longer has the application', async () => {
    const { apiKey, apiSecret } = app.simulator.credentials;
    const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
    const url = `${app.simulator.url}/v2/applications/${office.vonageId}`;
    await fetch(url, { method: 'DELETE', headers: { authorization } });
    expect(await wrong()).toEqual(['webhooks.gone']);
  });

  it('are for admins only', async () => {
    const input = { name: 'sue', displayName: 'Sue', role: 'SUPERVISOR', password: 'a-long-password-of-sue' };
    await app.ask('mutation ($input: CreateMemberInput!) { createMember(input: $input) { password } }', { input });
    const signIn = 'mutation ($input: SignInInput!) { signIn(input: $input) { id } }';
    await app.ask(signIn, { input: { name: 'sue', password: input.password } }, { slot: 'sue' });
    expect((await app.refused(CHECKS, {}, { slot: 'sue' })).extensions.code).toBe('FORBIDDEN');
  });
});
