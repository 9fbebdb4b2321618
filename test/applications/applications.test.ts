import { createPrivateKey, createPublicKey } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applications } from '../../server/applications/applications.table.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const CREATE = /* GraphQL */ `
  mutation Create($input: CreateApplicationInput!) {
    createApplication(input: $input) { id name vonageId region signedCallbacks answerUrl }
  }
`;
const UPDATE = /* GraphQL */ `
  mutation Update($id: ID!, $input: UpdateApplicationInput!) {
    updateApplication(id: $id, input: $input) { id name defaultOutgoingNumber }
  }
`;
const ROTATE = /* GraphQL */ `
  mutation Rotate($applicationId: ID!) {
    rotateMobileApiKey(applicationId: $applicationId) { mobileApiKey }
  }
`;
const ONE = /* GraphQL */ `
  query One($id: ID!) {
    application(id: $id) { id name vonageId defaultOutgoingNumber numbers { msisdn } }
  }
`;
const ALL = /* GraphQL */ `
  query All($first: Int, $after: String) {
    applications(first: $first, after: $after) { nodes { id name } pageInfo { endCursor hasNextPage } }
  }
`;

let app: TestApp;
let demo: SeededApplication & Awaited<ReturnType<Awaited<ReturnType<TestApp['connectAccount']>>['createApplication']>>;
beforeAll(async () => {
  app = await createTestApp({ servers: 2, env: { MOBILE_API_KEY: 'the key of the first' } });
  demo = await (await app.connectAccount()).createApplication('Demo');
});
afterAll(() => app.close());

const atVonage = (vonageId: string) => app.simulator.cloud.applications.get(vonageId);

describe('creating an application', () => {
  it('sets webhooks at Vonage with a secret id, and requests signatures', () => {
    const made = atVonage(demo.vonageId)!;
    expect(demo.id).toMatch(/^[\w-]{22}$/);
    const secret = new URL(demo.answerUrl).pathname.split('/')[2]!;
    expect(secret).toMatch(/^[\w-]{22}$/);
    expect(secret).not.toBe(demo.id);
    expect(demo.answerUrl).toBe(`${app.url}/webhooks/${secret}/answer`);
    expect(made).toMatchObject({
      name: 'Demo',
      capabilities: {
        voice: {
          webhooks: {
            answer_url: { address: demo.answerUrl, http_method: 'POST' },
            event_url: { address: demo.eventUrl, http_method: 'POST' },
            fallback_answer_url: { address: demo.fallbackUrl, http_method: 'POST' },
          },
          signed_callbacks: true,
        },
      },
    });
  });

  it('generates the key pair here: the private key is never sent', () => {
    const publicHalf = createPublicKey(createPrivateKey(demo.privateKey)).export({ type: 'spki', format: 'pem' });
    expect(atVonage(demo.vonageId)!.publicKey.trim()).toBe(String(publicHalf).trim());
  });

  it('seeds the mobile key of the very first application only', async () => {
    expect(demo.mobileApiKey).toBe('the key of the first');
    const second = await (await app.connectAccount()).createApplication('Second');
    expect(second.mobileApiKey).toMatch(/^[\w-]{43}$/);
  });

  it('stores keys encrypted', async () => {
    const [row] = await app.db.select().from(applications).where(eq(applications.id, demo.id));
    expect(row!.privateKey).not.toContain('PRIVATE KEY');
    expect(row!.mobileApiKey).not.toContain('the key of the first');
  });

  it.each([
    ['no name', { name: '  ' }, 'input.name', 'required'],
    ['a name of 101 characters', { name: 'x'.repeat(101) }, 'input.name', 'tooLong'],
    ['what cannot be seen', { name: 'a\u0000b' }, 'input.name', 'unseen'],
    ['an unknown region', { name: 'Good', region: 'moon' }, 'input.region', 'oneOf'],
  ])('refuses %s', async (_what, input, field, rule) => {
    const { extensions } = await app.refused(CREATE, { input });
    expect(extensions).toMatchObject({ code: 'BAD_INPUT', field, rule });
  });

  it.each([
    ['429 for long', { status: 429, times: 3 }, 'LIMIT'],
    ['500', { status: 500, times: 1 }, 'VONAGE_UNREACHABLE'],
    ['garbage', { garbage: true, times: 1 }, 'VONAGE_UNREACHABLE'],
    ['no', { status: 400, body: { title: 'Bad Request', detail: 'Not today.' }, times: 1 }, 'VONAGE_REFUSED'],
  ])('says clearly that Vonage answers %s, and shows no half of an application', async (what, fault, code) => {
    await app.fault({ path: '/v2/applications', ...fault });
    const { extensions } = await app.refused(CREATE, { input: { name: what } });
    await app.clearFaults();
    expect(extensions.code).toBe(code);
    const { applications: list } = await app.ask<{ applications: { nodes: { name: string }[] } }>(ALL);
    expect(list.nodes.map((node) => node.name)).not.toContain(what);
    // Where Vonage may have made it after all, the row waits for the healing.
    const rows = await app.db.select().from(applications).where(eq(applications.name, what));
    expect(rows).toHaveLength(code === 'VONAGE_UNREACHABLE' ? 1 : 0);
  });

  it('retries after one 429 from Vonage', async () => {
    await app.fault({ path: '/v2/applications', status: 429, times: 1 });
    await app.ask(CREATE, { input: { name: 'Patient' } });
  });

  it('adopts an application whose response was lost, and deletes one that Vonage never created', async () => {
    const [lost] = await app.db.select().from(applications).where(eq(applications.id, demo.id));
    await app.db.update(applications).set({ vonageId: null }).where(eq(applications.id, demo.id));
    await app.db.insert(applications).values({ ...lost!, id: 'neverMadeAtVonage', vonageId: null, webhookId: null });
    app.clock.advance(61_000);

    await app.ask(ALL);

    const healed = await app.ask<{ application: { vonageId: string } }>(ONE, { id: demo.id });
    expect(healed.application.vonageId).toBe(demo.vonageId);
    const gone = await app.db.select().from(applications).where(eq(applications.id, 'neverMadeAtVonage'));
    expect(gone).toEqual([]);
  });
});

describe('changing an application', () => {
  it('renames it at Vonage and keeps values that others have set there', async () => {
    atVonage(demo.vonageId)!.capabilities.voice!.conversations_ttl = 99;
    atVonage(demo.vonageId)!.capabilities.messages = { version: 'v1' };
    expect(await app.ask(UPDATE, { id: demo.id, input: { name: 'Demo 2' } })).toMatchObject({
      updateApplication: { name: 'Demo 2' },
    });
    expect(atVonage(demo.vonageId)).toMatchObject({
      name: 'Demo 2',
      capabilities: { voice: { conversations_ttl: 99, signed_callbacks: true }, messages: { version: 'v1' } },
    });
    expect(await app.ask(ONE, { id: demo.id }, { server: 1 })).toMatchObject({ application: { name: 'Demo 2' } });
  });

  it('lets agents call from the first number, or from the selected one', async () => {
    const first = await demo.rentNumber();
    const second = await demo.rentNumber();
    expect(await app.ask(ONE, { id: demo.id })).toMatchObject({
      application: { defaultOutgoingNumber: first.msisdn, numbers: [first, second].map(({ msisdn }) => ({ msisdn })) },
    });
    const [code, rest] = [second.msisdn.slice(0, 2), second.msisdn.slice(2)];
    const spellings = ['+', '00', '＋', '\u202A+'].map(
      (begins) => `${begins}${code} ${rest.slice(0, 4)}ー${rest.slice(4)}`,
    );
    for (const spelt of [...spellings, `+${code} (0)${rest}`]) {
      await app.ask(UPDATE, { id: demo.id, input: { defaultOutgoingNumber: first.msisdn } });
      expect(await app.ask(UPDATE, { id: demo.id, input: { defaultOutgoingNumber: spelt } })).toMatchObject({
        updateApplication: { defaultOutgoingNumber: second.msisdn },
      });
    }
    const { extensions } = await app.refused(UPDATE, { id: demo.id, input: { defaultOutgoingNumber: '447700900999' } });
    expect(extensions).toMatchObject({ field: 'input.defaultOutgoingNumber', rule: 'notAssigned' });
  });

  it('rotates the mobile key', async () => {
    type Rotated = { rotateMobileApiKey: { mobileApiKey: string } };
    const { rotateMobileApiKey } = await app.ask<Rotated>(ROTATE, { applicationId: demo.id });
    expect(rotateMobileApiKey.mobileApiKey).toMatch(/^[\w-]{43}$/);
  });

  it('pages through the list without gaps or duplicates', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      type Pages = { applications: { nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } } };
      const { applications: page }: Pages = await app.ask<Pages>(ALL, { first: 2, after });
      seen.push(...page.nodes.map((node) => node.id));
      after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null;
    } while (after);
    const whole = await app.ask<{ applications: { nodes: { id: string }[] } }>(ALL, { first: 100 });
    expect(seen).toEqual(whole.applications.nodes.map((node) => node.id));
    expect((await app.refused(ALL, { first: 101 })).extensions).toMatchObject({ field: 'first', rule: 'range' });
    expect((await app.refused(ALL, { after: 'nonsense' })).extensions).toMatchObject({
      field: 'after',
      rule: 'cursor',
    });
  });
});

describe('who may see an application', () => {
  it('is forbidden to agents, even for their own', async () => {
    await demo.signInAgent('Jane', 'jane');
    expect((await app.refused(ALL, {}, { slot: 'jane' })).extensions.code).toBe('FORBIDDEN');
    const own = `{ application(id: "${demo.id}") { name } }`;
    expect((await app.refused(own, {}, { slot: 'jane' })).extensions.code).toBe('FORBIDDEN');
    const rotate = await app.refused(ROTATE, { applicationId: demo.id }, { slot: 'jane' });
    expect(rotate.extensions.code).toBe('FORBIDDEN');
  });

  it('refuses the application of another account, with the reason', async () => {
    await app.connectAccount({ slot: 'cloud' }, 'CLOUD');
    const { message, extensions } = await app.refused(ONE, { id: demo.id }, { slot: 'cloud' });
    expect({ message, code: extensions.code }).toEqual({
      message: 'This application belongs to a different account.',
      code: 'FORBIDDEN',
    });
    expect(await app.ask(ALL, {}, { slot: 'cloud' })).toMatchObject({ applications: { nodes: [] } });
    expect((await app.refused(ONE, { id: 'nonsense' })).extensions.code).toBe('NOT_FOUND');
  });

  it('refuses to create one in the cloud while Vonage cannot reach this server, and says what to do', async () => {
    const { message, extensions } = await app.refused(CREATE, { input: { name: 'Deaf' } }, { slot: 'cloud' });
    expect(extensions).toMatchObject({ code: 'BAD_INPUT', field: 'PUBLIC_URL', rule: 'loopback' });
    expect(message).toContain('Set PUBLIC_URL to an https address');
    expect(await app.ask('{ account { publicUrlProblem } }', {}, { slot: 'cloud' })).toEqual({
      account: { publicUrlProblem: 'loopback' },
    });
  });
});
