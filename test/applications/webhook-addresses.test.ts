import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { accounts } from '../../server/accounts/accounts.table.js';
import { applications } from '../../server/applications/applications.table.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createSender, type Sender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const ENDPOINTS = ['answer', 'fallback', 'dtmf', 'event', 'recording'];

let app: TestApp;
let application: SeededApplication;
let vonage: Sender;

beforeAll(async () => {
  app = await createTestApp({ servers: 2, env: { TRUST_PROXY: '1' } });
  const made = await (await app.connectAccount()).createApplication();
  application = made;
  await made.addUser('Jane');
  await made.signInAgent('Jane', 'jane');
  const { apiKey, signatureSecret } = app.simulator.credentials;
  // A new address each time, because senders of many unsigned webhooks are throttled.
  let sent = 0;
  const headers = () => {
    sent += 1;
    return { 'x-forwarded-for': `198.51.${Math.floor(sent / 250)}.${sent % 250}` };
  };
  vonage = createSender({ url: app.url, apiKey, signatureSecret, vonageId: application.vonageId, headers });
});
afterAll(() => app?.close());

const idIn = (url: string) => new URL(url).pathname.split('/')[2]!;
const answerUrlAtVonage = () =>
  app.simulator.cloud.applications.get(application.vonageId)!.capabilities.voice!.webhooks!.answer_url!.address;
const READ = /* GraphQL */ `
  query Addresses($id: ID!) {
    application(id: $id) { answerUrl eventUrl fallbackUrl dtmfUrl webhooksTold previousWebhooksWork }
  }
`;
const ROTATE =
  'mutation Rotate($id: ID!) { rotateWebhookAddresses(applicationId: $id) { answerUrl webhooksTold previousWebhooksWork } }';
interface Addresses {
  answerUrl: string;
  eventUrl: string;
  webhooksTold: boolean;
  previousWebhooksWork: boolean;
}
const read = async () => (await app.ask<{ application: Addresses }>(READ, { id: application.id })).application;
const rotate = async () =>
  (await app.ask<{ rotateWebhookAddresses: Addresses }>(ROTATE, { id: application.id })).rotateWebhookAddresses;

let count = 0;
const facts = () => {
  count += 1;
  return { uuid: `leg-${count}`, conversation_uuid: `CON-${count}`, from: '447700900001', to: '447700900123' };
};
const status = (word: string, leg = facts()) => ({
  ...{ ...leg, status: word, direction: 'inbound' },
  timestamp: app.clock.now().toISOString(),
});
const PRESS = { dtmf: { digits: '1' } };
/** What each endpoint answers to a webhook at this address. */
const everywhere = (id: string, bearer?: string | null) =>
  Promise.all(
    ENDPOINTS.map(
      async (name) =>
        (await vonage.post(`/webhooks/${id}/${name}`, { ...status('started'), ...(name === 'dtmf' && PRESS) }, bearer))
          .status,
    ),
  );
const all = (code: number) => ENDPOINTS.map(() => code);
/** Nothing is known of the secret but that it was typed in, or not even that. */
async function forgetProof(values: Partial<typeof accounts.$inferInsert> = {}, signed = true) {
  await app.db.update(accounts).set({ signatureProof: null, ...values });
  await app.db.update(applications).set({ signedCallbacks: signed });
  for (const { services } of app.servers) await services.senders.refresh();
}

describe('a webhook address', () => {
  it('has a secret id, different from the public one, and encrypted in the database', async () => {
    const id = idIn(application.answerUrl);
    expect(id).toMatch(/^[\w-]{22}$/);
    expect(id).not.toBe(application.id);
    expect(answerUrlAtVonage()).toBe(application.answerUrl);
    const rows = await app.db.execute(sql`select a::text as row from applications a`);
    expect(JSON.stringify(rows)).not.toContain(id);
  });

  it('is shown to admins only', async () => {
    const member = await app.ask<{ createMember: { password: string } }>(
      'mutation { createMember(input: { name: "sue", displayName: "Sue", role: SUPERVISOR }) { password } }',
    );
    const input = { name: 'sue', password: member.createMember.password };
    await app.ask('mutation In($input: SignInInput!) { signIn(input: $input) { id } }', { input }, { slot: 'sue' });
    const seen = await app.graphql(READ, { id: application.id }, { slot: 'sue' });
    expect(JSON.stringify(seen)).not.toContain(idIn(application.answerUrl));
    expect((await app.refused(READ, { id: application.id }, { slot: 'jane' })).extensions.code).toBe('FORBIDDEN');
    expect((await app.refused(ROTATE, { id: application.id }, { slot: 'sue' })).extensions.code).toBe('FORBIDDEN');
    const preview = await app.ask(
      'query Preview($id: ID!) { previewAnswer(input: { applicationId: $id, kind: IVR }) { ncco } }',
      { id: application.id },
      { slot: 'sue' },
    );
    expect(JSON.stringify(preview)).not.toContain(idIn(application.answerUrl));
    expect(JSON.stringify(preview)).toContain('/webhooks/hidden/dtmf');
  });

  it('is not in any stored call or event', async () => {
    await app.ask(
      'mutation Live($id: ID!) { setLivePreset(applicationId: $id, slot: FROM_OUTSIDE, kind: IVR) { id } }',
      {
        id: application.id,
      },
    );
    const id = idIn(application.answerUrl);
    const caller = facts();
    const answered = await vonage.post(`/webhooks/${id}/answer`, caller);
    expect(answered.text).toContain(application.dtmfUrl);
    const original_request = { url: `${application.dtmfUrl}?attempt=1`, type: 'event' };
    await vonage.post(`/webhooks/${id}/fallback`, { ...caller, ...PRESS, reason: 'x', original_request });
    await vonage.post(`/webhooks/${id}/event`, { ...caller, reason: `No reply from ${application.eventUrl}` });
    const query = `query Seen($id: ID!) {
      calls(applicationId: $id) { nodes { conversationUuid ncco } }
      events(applicationId: $id) { nodes { kind body } }
    }`;
    type Seen = {
      calls: { nodes: { conversationUuid: string; ncco: unknown }[] };
      events: { nodes: { kind: string }[] };
    };
    const seen = await waitFor(async () => {
      await app.services.calls.apply(application.id);
      const found = await app.ask<Seen>(query, { id: application.id });
      const kinds = found.events.nodes.map(({ kind }) => kind);
      const call = found.calls.nodes.find(({ conversationUuid }) => conversationUuid === caller.conversation_uuid);
      return call?.ncco && ['answer', 'input', 'error'].every((kind) => kinds.includes(kind)) && found;
    });
    expect(JSON.stringify(seen)).not.toContain(id);
    expect(JSON.stringify(seen)).toContain('/webhooks/hidden/dtmf');
  });
});

describe('unsigned webhooks', () => {
  it('are accepted at the secret URL only, until the first signed one arrives', async () => {
    await forgetProof();
    const id = idIn(application.answerUrl);
    expect(await everywhere(id, null)).toEqual(all(200));
    expect(await everywhere(application.id, null)).toEqual(all(503));
    expect(await vonage.post('/webhooks/answer', facts(), null)).toMatchObject({ status: 503 });

    expect((await vonage.post(`/webhooks/${id}/event`, status('started'))).status).toBe(200);
    expect(await everywhere(id, null)).toEqual(all(503));
    expect(await vonage.post('/webhooks/answer', facts(), null)).toMatchObject({ status: 503 });
    expect(await everywhere(id, 'wrong')).toEqual(all(401));
    // Signed ones are Vonage's wherever they come.
    for (const address of [id, application.id]) expect(await everywhere(address)).toEqual(all(200));
    expect(await vonage.post('/webhooks/answer', facts())).toMatchObject({ status: 200 });
  });

  it('are refused afterwards by the other server too, and after a restart', async () => {
    await waitFor(async () => {
      const url = new URL(`${app.servers[1]!.url}/webhooks/${idIn(application.answerUrl)}/event`);
      return (await fetch(url, { method: 'POST', body: JSON.stringify(status('started')) })).status === 503;
    });
    for (const { services } of app.servers) await services.senders.refresh();
    expect(await everywhere(idIn(application.answerUrl), null)).toEqual(all(503));
  });

  it('from an agent who knows the application’s id are refused while no signature secret is known', async () => {
    const { signatureSecret } = (await app.db.select().from(accounts))[0]!;
    await forgetProof({ signatureSecret: null }, false);
    const { viewer } = await app.ask<{ viewer: { applicationId: string } }>(
      '{ viewer { applicationId } }',
      {},
      { slot: 'jane' },
    );
    expect(await everywhere(viewer.applicationId, null)).toEqual(all(401));
    expect(await everywhere(idIn(application.answerUrl), null)).toEqual(all(200));
    await forgetProof({ signatureSecret });
  });
});

describe('new addresses', () => {
  it('are sent to Vonage, and the previous ones work while a call that began with them is in progress', async () => {
    const before = idIn((await read()).answerUrl);
    const caller = facts();
    await vonage.post(`/webhooks/${before}/answer`, caller);
    await vonage.post(`/webhooks/${before}/event`, status('answered', caller));
    await app.services.calls.apply(application.id);
    app.clock.advance(1000);

    const rotated = await rotate();
    const now = idIn(rotated.answerUrl);
    expect(rotated).toMatchObject({ webhooksTold: true, previousWebhooksWork: true });
    expect(answerUrlAtVonage()).toBe(rotated.answerUrl);
    expect(now).not.toBe(before);
    for (const id of [before, now])
      expect((await vonage.post(`/webhooks/${id}/answer`, facts())).text).toContain(`/webhooks/${now}/dtmf`);

    app.clock.advance(6 * MINUTE_MS);
    await app.services.jobs.runDue();
    expect(await read()).toMatchObject({ previousWebhooksWork: true });
    await app.db.execute(sql`update calls set ended_at = now() where conversation_uuid = ${caller.conversation_uuid}`);
    await app.db.execute(
      sql`update calls set ended_at = now() where ended_at is null and application_id = ${application.id}`,
    );
    app.clock.advance(2 * MINUTE_MS);
    await waitFor(async () => {
      await app.services.jobs.runDue();
      return !(await read()).previousWebhooksWork;
    });
    await waitFor(async () => (await vonage.post(`/webhooks/${before}/event`, status('started'))).status === 404);
    expect(await everywhere(now)).toEqual(all(200));
  });

  it('work immediately, and are sent again by any server if Vonage was down', async () => {
    const before = (await read()).answerUrl;
    await app.fault({ path: `/v2/applications/${application.vonageId}`, status: 500, times: 20 });
    const rotated = await rotate();
    expect(rotated).toMatchObject({ webhooksTold: false, previousWebhooksWork: true });
    expect(answerUrlAtVonage()).toBe(before);
    expect((await app.refused(ROTATE, { id: application.id })).extensions).toMatchObject({ code: 'CONFLICT' });
    for (const url of [before, rotated.answerUrl]) expect(await everywhere(idIn(url))).toEqual(all(200));
    await app.clearFaults();
    app.clock.advance(2 * MINUTE_MS);
    await waitFor(async () => {
      await app.servers[1]!.services.jobs.runDue();
      return (await read()).webhooksTold;
    });
    expect(idIn(answerUrlAtVonage())).toBe(idIn(rotated.answerUrl));
  });

  it('end the previous ones after a day, even with ongoing calls', async () => {
    await vonage.post(`/webhooks/${idIn((await read()).answerUrl)}/event`, status('answered'));
    app.clock.advance(25 * HOUR_MS);
    await waitFor(async () => {
      await app.services.jobs.runDue();
      return !(await read()).previousWebhooksWork;
    });
  });
});

it('an application from an older version gets its secret URL some minutes after startup', async () => {
  await app.db
    .update(applications)
    .set({ webhookId: null, previousWebhookId: null, webhooksToldAt: null, webhooksDueAt: null })
    .where(eq(applications.id, application.id));
  await forgetProof({}, false);
  for (const { services } of app.servers) await services.routing.reload(application.id);
  const old = application.id;
  expect(await everywhere(old, null)).toEqual(all(200));
  app.clock.advance(11 * MINUTE_MS);
  const moved = await waitFor(async () => {
    await app.services.jobs.runDue();
    const now = await read();
    return idIn(now.answerUrl) !== old && now.webhooksTold ? now : null;
  });
  expect(idIn(answerUrlAtVonage())).toBe(idIn(moved.answerUrl));
  // Unsigned webhooks still arrive at the previous URL for a while; its id is visible to agents, so not for longer.
  expect(await everywhere(old, null)).toEqual(all(200));
  app.clock.advance(25 * HOUR_MS);
  await waitFor(async () => {
    await app.services.jobs.runDue();
    return !(await read()).previousWebhooksWork;
  });
  await waitFor(async () => (await vonage.post(`/webhooks/${old}/event`, status('started'), null)).status === 401);
  expect(await everywhere(idIn(moved.answerUrl), null)).toEqual(all(200));
});
