import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applications } from '../../server/applications/applications.table.js';
import type { SeededApplication } from '../helpers/seed.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const REACHABLE = /* GraphQL */ `
  { webhooksReachable { state url reason detail } }
`;
const ROTATE = /* GraphQL */ `
  mutation Rotate($applicationId: ID!) {
    rotateKeyPair(applicationId: $applicationId) { publicKey privateKey }
  }
`;
const STORE = /* GraphQL */ `
  mutation Store($applicationId: ID!, $input: PushCredentialInput!) {
    storePushCredential(applicationId: $applicationId, input: $input)
  }
`;
const TOKEN = /* GraphQL */ `
  mutation Token($applicationId: ID!) {
    createAgentToken(applicationId: $applicationId, userName: "Jane") { jwt }
  }
`;

let app: TestApp;
let demo: SeededApplication;
beforeAll(async () => {
  app = await createTestApp();
  demo = await (await app.connectAccount()).createApplication('Demo');
});
afterAll(() => app.close());

describe('a new key pair', () => {
  it("is at Vonage immediately, and signs agents' tokens from then on", async () => {
    type Rotated = { rotateKeyPair: { publicKey: string; privateKey: string } };
    const { rotateKeyPair } = await app.ask<Rotated>(ROTATE, { applicationId: demo.id });
    expect(rotateKeyPair.privateKey).not.toBe(demo.privateKey);
    const atVonage = app.simulator.cloud.applications.get(demo.vonageId)!;
    expect(atVonage.publicKey).toBe(rotateKeyPair.publicKey);
    expect(atVonage.capabilities.voice?.webhooks).toMatchObject({ answer_url: { address: demo.answerUrl } });
    type Issued = { createAgentToken: { jwt: string } };
    const { createAgentToken } = await app.ask<Issued>(TOKEN, { applicationId: demo.id });
    const headers = { authorization: `Bearer ${createAgentToken.jwt}` };
    const { id } = app.simulator.cloud.user(demo.vonageId, 'eu-west', 'Jane')!;
    expect((await fetch(`${app.simulator.url}/v1/users/${id}`, { headers })).status).toBe(200);
  });

  it('is not used if Vonage refuses it', async () => {
    const before = app.simulator.cloud.applications.get(demo.vonageId)!.publicKey;
    await app.fault({ path: '/v2/applications', status: 500, times: 10 });
    expect((await app.refused(ROTATE, { applicationId: demo.id })).extensions.code).toMatch(/^VONAGE_/);
    await app.clearFaults();
    expect(app.simulator.cloud.applications.get(demo.vonageId)!.publicKey).toBe(before);
    await app.ask(TOKEN, { applicationId: demo.id });
  });
});

describe('a push credential', () => {
  const store = (input: object) => ({ applicationId: demo.id, input });
  const P12 = `30${'ab'.repeat(100)}`;
  const ACCOUNT = { type: 'service_account', project_id: 'demo-phones', private_key: 'PEM', client_email: 'a@b.c' };

  it('is sent to Vonage, for iOS and Android', async () => {
    await app.ask(STORE, store({ platform: 'IOS', token: P12 }));
    await app.ask(STORE, store({ platform: 'ANDROID', token: JSON.stringify(ACCOUNT) }));
    expect(app.simulator.cloud.applications.get(demo.vonageId)!.push).toEqual({
      ios: { token: P12 },
      android: { token: JSON.stringify(ACCOUNT), projectId: 'demo-phones' },
    });
  });

  it('is refused if invalid, with the reason', async () => {
    const rule = async (input: object) => (await app.refused(STORE, store(input))).extensions.rule;
    expect(await rule({ platform: 'IOS', token: ' ' })).toBe('required');
    expect(await rule({ platform: 'IOS', token: 'a photograph' })).toBe('certificate');
    expect(await rule({ platform: 'ANDROID', token: '{"type":"something"}' })).toBe('firebaseKey');
    expect(await rule({ platform: 'ANDROID', token: 'x'.repeat(152) })).toBe('firebaseProject');
    expect(await rule({ platform: 'ANDROID', token: 'x'.repeat(100_001) })).toBe('tooLong');
  });

  it('is in the audit log by its platform only', async () => {
    type Log = { auditLog: { nodes: { action: string; after: unknown }[] } };
    const { auditLog } = await app.ask<Log>('{ auditLog(first: 50) { nodes { action after } } }');
    const actions = auditLog.nodes.map(({ action }) => action);
    expect(actions).toContain('application.keyPairRotated');
    const stored = auditLog.nodes.filter(({ action }) => action === 'application.pushCredentialStored');
    expect(stored.map(({ after }) => after)).toEqual([
      { platform: 'android', projectId: 'demo-phones' },
      { platform: 'ios' },
    ]);
  });
});

// Last, since it moves the clock, and Vonage takes no tokens from the future.
describe('whether webhooks arrive', () => {
  type Answer = { webhooksReachable: Record<string, unknown> };
  /** An address at which nothing listens. */
  async function deserted(): Promise<string> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as { port: number };
    await new Promise((closed) => server.close(closed));
    return `http://127.0.0.1:${port}`;
  }

  /** As if PUBLIC_URL had been set otherwise, and some time had passed since anybody asked. */
  async function reachableAt(url: string) {
    const { config } = app.servers[0]!;
    const before = config.publicUrl;
    config.publicUrl = url;
    app.clock.advance(10_000);
    // By key: a session's cookie has another name where PUBLIC_URL is https.
    const { apiKey, apiSecret } = app.simulator.credentials;
    const { webhooksReachable } = await app.ask<Answer>(REACHABLE, {}, { basic: `${apiKey}:${apiSecret}` });
    config.publicUrl = before;
    return webhooksReachable;
  }

  it('says that only this machine reaches a loopback address', async () => {
    expect(await reachableAt(app.url)).toEqual({ state: 'THIS_MACHINE', url: app.url, reason: null, detail: null });
  });

  it('says why an address cannot be reached: unknown name, connection refused, or a different server', async () => {
    expect(await reachableAt('http://no-such-host.invalid')).toMatchObject({ state: 'UNREACHABLE', reason: 'name' });
    expect(await reachableAt(await deserted())).toMatchObject({ state: 'UNREACHABLE', reason: 'refused' });
    expect(await reachableAt(app.simulator.url)).toMatchObject({
      state: 'UNREACHABLE',
      reason: 'status',
      detail: '404',
    });
    expect(await reachableAt(app.url.replace('http:', 'https:'))).toMatchObject({ reason: 'certificate' });
  });

  it('is not deceived by a server that answers everything, and follows no redirect', async () => {
    const visits: string[] = [];
    const stranger = createServer((request, response) => {
      visits.push(request.url ?? '');
      if (visits.length > 1) response.writeHead(302, { location: `${app.url}${request.url}` });
      response.end('reachable');
    });
    await new Promise<void>((listening) => stranger.listen(0, '127.0.0.1', listening));
    const { port } = stranger.address() as { port: number };
    expect(await reachableAt(`http://127.0.0.1:${port}`)).toMatchObject({ reason: 'otherServer' });
    expect(await reachableAt(`http://127.0.0.1:${port}`)).toMatchObject({ reason: 'status', detail: '302' });
    expect(visits).toHaveLength(2);
    stranger.close();
  });

  it('proves nothing without a nonce sealed by our secret', async () => {
    const [row] = await app.db.select().from(applications);
    for (const guess of ['x', 'reachable', '1.a.b.c.d', row!.privateKey]) {
      expect((await fetch(`${app.url}/webhooks/reachable?nonce=${guess}`)).status).toBe(404);
    }
  });

  it('is not for agents', async () => {
    expect((await app.refused(REACHABLE, {}, { slot: 'nobody' })).extensions.code).toBe('UNAUTHENTICATED');
  });
});
