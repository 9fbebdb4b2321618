import { afterAll, beforeAll, expect, it } from 'vitest';
import { BLANKED } from '../../server/accounts/audit/audit.js';
import { finishTask } from '../helpers/finish-task.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

let app: TestApp;
let owner: { accountId: string; memberId: string };

beforeAll(async () => {
  app = await createTestApp();
  owner = await app.connectAccount();
});
afterAll(() => app.close());

const LOG = /* GraphQL */ `
  query Log($filter: AuditFilterInput, $first: Int, $after: String) {
    auditLog(filter: $filter, first: $first, after: $after) {
      nodes { id at actorKind actorId actorName address action targetKind targetId targetName before after }
      pageInfo { endCursor hasNextPage }
    }
  }
`;
interface Log {
  auditLog: { nodes: Record<string, unknown>[]; pageInfo: { endCursor: string | null; hasNextPage: boolean } };
}
const log = async (variables: object = {}) => (await app.ask<Log>(LOG, { ...variables })).auditLog;

const actor = () => ({ ...owner, via: 'session' as const, apiKey: null, address: '192.0.2.7' });
const number = { kind: 'number', id: '447700900123', name: '447700900123' };

it('keeps who changed what, from where, and only the values that changed', async () => {
  await app.services.audit.record(actor(), {
    action: 'number.presetChosen',
    target: number,
    before: { preset: null, country: 'GB', signatureSecret: BLANKED },
    after: { preset: 'ivr', country: 'GB', signatureSecret: BLANKED },
  });
  const [entry] = (await log()).nodes;
  expect(entry).toMatchObject({
    actorKind: 'MEMBER',
    actorId: owner.memberId,
    actorName: 'Owner',
    address: '192.0.2.7',
    action: 'number.presetChosen',
    targetName: '447700900123',
    before: { preset: null },
    after: { preset: 'ivr' },
  });
});

it('adds no entry if nothing changed, or if the change was rolled back', async () => {
  const before = (await log()).nodes.length;
  const same = { preset: 'ivr' };
  await app.services.audit.record(actor(), { action: 'number.x', target: number, before: same, after: same });
  const undone = app.db.transaction(async (tx) => {
    await app.services.audit.record(actor(), { action: 'number.rented', target: number }, tx);
    throw new Error('no');
  });
  await expect(undone).rejects.toThrow('no');
  expect((await log()).nodes).toHaveLength(before);
});

it('records what an admin did, without secrets', async () => {
  const { createApplication } = await app.connectAccount();
  const demo = await createApplication('Demo');
  const { msisdn } = await demo.rentNumber();
  const jane = await demo.addUser('Jane');
  const change = async (document: string) => app.ask(`mutation { ${document} }`);
  await change(`updateApplication(id: "${demo.id}", input: { name: "Front desk" }) { id }`);
  await change(`rotateMobileApiKey(applicationId: "${demo.id}") { id }`);
  await change(`setLivePreset(applicationId: "${demo.id}", slot: FROM_OUTSIDE, kind: IVR) { id }`);
  await change(`setNumberPreset(msisdn: "${msisdn}", kind: INBOUND) { msisdn }`);
  const saved = 'input: { ncco: [{ action: "talk", text: "Hello" }], basedOn: 0, makeLive: false }';
  await change(`savePreset(applicationId: "${demo.id}", kind: CUSTOM, ${saved}) { kind }`);
  await change(`publishPreset(applicationId: "${demo.id}", kind: CUSTOM, version: 1) { kind }`);
  await change(`updateUser(id: "${jane.id}", input: { displayName: "Jane D." }) { id }`);
  await change(`createAgentToken(applicationId: "${demo.id}", userName: "Jane", seconds: 60) { jwt }`);
  await change(`unassignNumber(msisdn: "${msisdn}") { msisdn }`);
  await change(`cancelNumber(msisdn: "${msisdn}") { msisdn }`);
  await change(`deleteUser(id: "${jane.id}") { id }`);
  await finishTask(app, `mutation { deleteApplication(id: "${demo.id}", input: { deleteAtVonage: true }) { id } }`, {});

  const entries = (await log({ first: 100 })).nodes.reverse();
  const isRead = ({ action }: Record<string, unknown>) => /KeyRead$/.test(String(action));
  const story = entries
    .slice(entries.findIndex(({ action }) => action === 'application.created'))
    .filter((entry) => !isRead(entry));
  expect(
    entries
      .filter(isRead)
      .map(({ action, targetName }) => `${action} ${targetName}`)
      .sort(),
  ).toEqual(['application.mobileKeyRead Demo', 'application.privateKeyRead Demo']);
  expect(story.map(({ action, targetName, before, after }) => [action, targetName, before, after])).toEqual([
    ['application.created', 'Demo', null, { region: expect.any(String) }],
    ['number.rented', msisdn, null, { country: 'GB', monthlyPrice: expect.any(String) }],
    ['number.assigned', msisdn, { application: null }, { application: 'Demo' }],
    ['user.created', 'Jane', null, { displayName: null }],
    ['application.changed', 'Front desk', { name: 'Demo' }, { name: 'Front desk' }],
    ['application.mobileKeyRotated', 'Front desk', null, { oldKeyUntil: expect.any(String) }],
    ['application.presetChosen', 'Front desk', { presetFromOutside: 'inbound' }, { presetFromOutside: 'ivr' }],
    ['number.presetChosen', msisdn, { preset: null }, { preset: 'inbound' }],
    ['preset.saved', 'Front desk', { version: 0 }, { version: 1, live: false }],
    ['preset.madeLive', 'Front desk', { version: 0 }, { version: 1 }],
    ['user.changed', 'Jane', { displayName: null }, { displayName: 'Jane D.' }],
    ['token.issued', 'Jane', null, { seconds: 60 }],
    ['number.unassigned', msisdn, { application: 'Front desk' }, { application: null }],
    ['number.cancelled', msisdn, null, null],
    ['user.deleted', 'Jane', null, null],
    ['application.deleted', 'Front desk', null, { atVonage: true }],
  ]);
  expect(new Set(story.map(({ address }) => address))).toEqual(new Set(['127.0.0.1']));
  const text = JSON.stringify(entries);
  for (const secret of [demo.mobileApiKey, demo.privateKey, 'eyJ']) expect(text).not.toContain(secret);
});

it('records sign-ins, sign-outs and password guesses by name', async () => {
  const { createApplication } = await app.connectAccount();
  const demo = await createApplication('Second');
  await demo.addUser('Joe');
  const { password } = await demo.signInAgent('Joe', 'joe');
  const signIn = 'mutation In($input: SignInInput!) { signIn(input: $input) { id } }';
  await app.refused(signIn, { input: { name: 'joe', password: `${password}!` } }, { slot: 'x' });
  await app.ask('mutation { signOut }', {}, { slot: 'joe' });
  const read = async () => (await log({ filter: { action: 'session.' }, first: 3 })).nodes;
  await waitFor(async () => (await read()).some(({ action }) => action === 'session.refused'));
  const entries = (await read()).map(({ action, actorKind, actorName, targetName }) => [
    action,
    actorKind,
    actorName,
    targetName,
  ]);
  expect(entries.sort()).toEqual([
    ['session.begun', 'MEMBER', 'Joe', 'Joe'],
    ['session.left', 'MEMBER', 'Joe', 'Joe'],
    ['session.refused', 'STRANGER', null, 'Joe'],
  ]);
  expect(JSON.stringify(await log({ first: 100 }))).not.toContain(password);
});

it('names an API key by its name, and an unauthenticated client not at all', async () => {
  const { audit } = app.services;
  await audit.record(
    { ...actor(), via: 'apiKey', apiKey: { id: 'k1', name: 'CRM' } },
    { action: 'a.b', target: number },
  );
  await audit.record({ accountId: owner.accountId, address: null }, { action: 'a.c', target: number });
  expect((await log({ first: 2 })).nodes).toMatchObject([
    { actorKind: 'STRANGER', actorId: null, actorName: null, address: null },
    { actorKind: 'API_KEY', actorId: 'k1', actorName: 'CRM' },
  ]);
});

it('is read by page and filter, only by admins of the account', async () => {
  const all = (await log({ first: 100 })).nodes.map(({ id }) => id);
  const read: unknown[] = [];
  for (let after: string | null = null; ; ) {
    const { nodes, pageInfo } = await log({ first: 1, after });
    read.push(...nodes.map(({ id }) => id));
    after = pageInfo.endCursor;
    if (!pageInfo.hasNextPage) break;
  }
  expect(read).toEqual(all);

  const actions = async (filter: object) => (await log({ filter, first: 100 })).nodes.map(({ action }) => action);
  expect(await actions({ action: 'a.' })).toEqual(['a.c', 'a.b']);
  expect(await actions({ action: 'a.b' })).toEqual(['a.b']);
  expect(await actions({ actor: 'k1' })).toEqual(['a.b']);
  expect(await actions({ targetKind: 'number', to: '2001-01-01T00:00:00Z' })).toEqual([]);
  expect((await actions({ from: '2001-01-01T00:00:00Z' })).length).toBe(all.length);

  const stranger = await app.refused(LOG, {}, { slot: 'nobody' });
  expect(stranger.extensions.code).toBe('UNAUTHENTICATED');
  expect((await app.refused(LOG, { after: 'xyz' })).extensions.field).toBe('after');
});
