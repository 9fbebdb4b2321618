import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeededApplication } from '../helpers/seed.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const SIGN_IN = 'mutation SignIn($input: VonageSignInInput!) { signInWithVonage(input: $input) { account { kind } } }';
const OPTIONS =
  'query Options($code: String) { signInOptions(setupCode: $code) { cloud setupCode simulator { apiKey apiSecret url } } }';

describe('an account of the simulator and one of the cloud on one server', () => {
  let app: TestApp;
  let inSimulator: SeededApplication;
  let inCloud: SeededApplication;
  beforeAll(async () => {
    app = await createTestApp({ env: { PUBLIC_URL: 'https://calls.example' } });
    const first = await (await app.connectAccount({ slot: 's' })).createApplication('Simulated');
    const second = await (await app.connectAccount({ slot: 'c' }, 'CLOUD')).createApplication('Real');
    for (const application of [first, second]) {
      await application.rentNumber();
      await application.addUser('Jane');
    }
    await first.signInAgent('Sim', 'sim');
    await second.signInAgent('Rea', 'rea');
    inSimulator = first;
    inCloud = second;
  });
  afterAll(() => app?.close());

  it("do not appear in each other's lists", async () => {
    const lists = /* GraphQL */ `{
      applications { nodes { id name } }
      numbers { nodes { msisdn application { id } } }
      members { id displayName }
      sessions(everybody: true) { id member { displayName } }
      invitations { id }
      apiKeys { id }
      auditLog(first: 100) { nodes { targetName } }
    }`;
    const seen = JSON.stringify(await app.ask(lists, {}, { slot: 's' }));
    expect(seen).toContain('Simulated');
    expect(seen).not.toMatch(new RegExp(`Real|Rea\\b|${inCloud.id}`));
    const other = JSON.stringify(await app.ask(lists, {}, { slot: 'c' }));
    expect(other).toContain('Real');
    expect(other).not.toMatch(new RegExp(`Simulated|Sim\\b|${inSimulator.id}`));
  });

  it("cannot reach each other's objects by id", async () => {
    type People = { members: { id: string; owner: boolean }[]; sessions: { id: string }[] };
    const theirs = await app.ask<People>(
      '{ members { id owner } sessions(everybody: true) { id } }',
      {},
      { slot: 'c' },
    );
    const member = theirs.members.find(({ owner }) => !owner)!.id;
    const session = theirs.sessions[0]!.id;
    type Issued = { createApiKey: { apiKey: { id: string } }; inviteMember: { invitation: { id: string } } };
    const { createApiKey, inviteMember } = await app.ask<Issued>(
      `mutation {
        createApiKey(input: { name: "Theirs", scopes: [CALLS_READ] }) { apiKey { id } }
        inviteMember(input: { name: "ida", displayName: "Ida", role: SUPERVISOR }) { invitation { id } }
      }`,
      {},
      { slot: 'c' },
    );
    const { id } = inCloud;
    const details = '{ displayName: "Mine", role: ADMIN }';
    const tries = [
      `{ application(id: "${id}") { name } }`,
      `{ users(applicationId: "${id}") { nodes { name } } }`,
      `{ calls(applicationId: "${id}") { nodes { id } } }`,
      `{ events(applicationId: "${id}") { nodes { id } } }`,
      `mutation { rotateMobileApiKey(applicationId: "${id}") { id } }`,
      `mutation { createAgentToken(applicationId: "${id}", userName: "Jane") { jwt } }`,
      `mutation { updateMember(id: "${member}", input: ${details}) { id } }`,
      `mutation { removeMember(id: "${member}") { id } }`,
      `mutation { resetPassword(memberId: "${member}") { link } }`,
      `mutation { endSession(id: "${session}") { id } }`,
      `mutation { endSessions(memberId: "${member}") { id } }`,
      `mutation { revokeApiKey(id: "${createApiKey.apiKey.id}") { id } }`,
      `mutation { revokeInvitation(id: "${inviteMember.invitation.id}") { id } }`,
    ];
    const allowed = [];
    for (const text of tries) {
      const { errors } = await app.graphql(text, {}, { slot: 's' });
      if (!/^(NOT_FOUND|FORBIDDEN)$/.test(errors[0]?.extensions.code ?? '')) allowed.push(text);
    }
    expect(allowed).toEqual([]);
    expect(await app.ask('{ viewer { name } }', {}, { slot: 'rea' })).toEqual({ viewer: { name: 'rea' } });
  });

  it('are bound to the first account of their kind: another is refused', async () => {
    const { apiKey, apiSecret } = app.simulator.credentials;
    await app.db.execute("update accounts set api_key = 'somebody else' where kind = 'cloud'");
    const { message, extensions } = await app.refused(SIGN_IN, { input: { kind: 'CLOUD', apiKey, apiSecret } });
    expect(message).toBe(
      'This server belongs to a different Vonage account. Sign in with that account’s key and secret.',
    );
    expect(extensions).toMatchObject({ code: 'FORBIDDEN', rule: 'boundToAnother' });
    const [{ count }] = (await app.db.execute('select count(*)::int from accounts')) as unknown as [{ count: number }];
    expect(count).toBe(2);
  });
});

describe('a fresh server without a simulator', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp({ env: { SIMULATOR: 'off' } });
  });
  afterAll(() => app?.close());

  it('can be claimed only with the setup code, which is not needed afterwards', async () => {
    expect(await app.ask(OPTIONS)).toEqual({ signInOptions: { cloud: true, setupCode: true, simulator: null } });
    const { apiKey, apiSecret } = app.simulator.credentials;
    const input = { kind: 'CLOUD', apiKey, apiSecret };
    for (const [setupCode, rule] of [
      [null, 'required'],
      ['aaaa-aaaa-aaaa', 'setupCode'],
      ["' or 1=1 --", 'setupCode'],
    ]) {
      const { extensions } = await app.refused(SIGN_IN, { input: { ...input, setupCode } });
      expect(extensions).toMatchObject({ code: 'BAD_INPUT', field: 'input.setupCode', rule });
    }
    const printed = await app.services.accounts.setupCodeToPrint();
    expect(printed).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
    const typed = ` ${printed!.toUpperCase()} `;
    await app.ask(SIGN_IN, { input: { ...input, setupCode: typed } });

    expect(await app.services.accounts.setupCodeToPrint()).toBeNull();
    expect(await app.ask(OPTIONS)).toMatchObject({ signInOptions: { setupCode: false } });
    await app.ask(SIGN_IN, { input }, { slot: 'b' });
  });
});

describe("the simulator's secret", () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app?.close());

  /** What is offered for a code with these headers; fetch does not allow setting the host. */
  async function offered(code: string | null | undefined, headers: Record<string, string> = {}) {
    const reply = await app.servers[0]!.app.inject({
      method: 'POST',
      url: '/graphql',
      headers: { host: 'localhost:4000', ...headers },
      payload: { query: OPTIONS, variables: { code } },
    });
    return reply.json().data.signInOptions as { setupCode: boolean; simulator: { apiSecret: string | null } };
  }

  const printed = async () => (await app.services.accounts.setupCodeToPrint())!;

  it('is offered to a browser on this machine that opens the printed URL', async () => {
    const { apiSecret } = app.simulator.credentials;
    expect(await offered(await printed())).toMatchObject({ simulator: { apiSecret } });
    expect(await offered((await printed()).toUpperCase())).toMatchObject({ simulator: { apiSecret } });
    expect(app.link.endsWith(`/#setup=${await printed()}`)).toBe(true);
  });

  it.each([
    ['nothing', null],
    ['an empty text', ''],
    ['another code', 'aaaa-aaaa-aaaa'],
  ])(
    'is not offered to who shows %s, though a proxy that leaves no trace makes them look local',
    async (_what, code) => {
      expect(await offered(code)).toMatchObject({ setupCode: true, simulator: { apiKey: null, apiSecret: null } });
    },
  );

  it('is not needed to connect a cloud account, but the setup code is', async () => {
    const { apiKey, apiSecret } = app.simulator.credentials;
    const { extensions } = await app.refused(SIGN_IN, { input: { kind: 'CLOUD', apiKey, apiSecret } });
    expect(extensions).toMatchObject({ code: 'BAD_INPUT', field: 'input.setupCode', rule: 'required' });
  });

  it.each([
    ['whose request a proxy passed on', { 'x-forwarded-for': '203.0.113.7' }],
    ['who came by another name of this machine', { host: 'calls.example' }],
    ['behind a standard header of proxies', { forwarded: 'for=203.0.113.7' }],
  ])('is not offered to somebody %s, not even with the code', async (_who, headers) => {
    expect(await offered(await printed(), headers)).toMatchObject({
      setupCode: true,
      simulator: { apiKey: null, apiSecret: null },
    });
  });

  it('is not offered if PUBLIC_URL is reachable from elsewhere', async () => {
    const { config } = app.servers[0]!;
    const before = config.publicUrl;
    config.publicUrl = 'https://calls.example';
    const seen = await offered(await printed());
    config.publicUrl = before;
    expect(seen).toMatchObject({ simulator: { apiSecret: null } });
  });
});
