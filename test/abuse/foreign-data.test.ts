import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AUTHORIZATION } from '../../server/accounts/authorization.js';
import { hasScope, SCOPES, type Scope } from '../../server/accounts/keys/scopes.js';
import { type Operation, operationsByKind } from '../helpers/operations.js';
import { subscribe } from '../helpers/subscription.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';
import { fingerprint } from './fingerprint.js';
import { type ForeignIds, HIDDEN, putAccount, putApplication, putCall } from './hidden-data.js';

/** They end a session or begin one; and what everybody may read says no more than the sign-in page. */
const SESSIONS = /^(sign|acceptInvitation|endSession)/;
const EVERY_FIELD = 4;

let app: TestApp;
let own: { applicationId: string; callId: string; legUuid: string; contactId: string };
/** Who talks with Joe. */
let joesCaller: string;
const foreign: Record<string, ForeignIds> = {};
let marks: Record<string, string>;

beforeAll(async () => {
  app = await createTestApp();
  const { accountId, createApplication } = await app.connectAccount();
  const demo = await createApplication();
  const { memberId } = await demo.signInAgent('Joe', 'joe');
  await demo.signInAgent('Jane', 'jane');
  const input = '{ name: "sue", displayName: "Sue", role: SUPERVISOR, password: "long enough" }';
  await app.ask(`mutation { createMember(input: ${input}) { password } }`);
  await app.ask('mutation { signIn(input: { name: "sue", password: "long enough" }) { id } }', {}, { slot: 'sue' });

  const { from: _, ...janes } = await putCall(app, demo.id, 'Jane', '99900011001');
  own = { applicationId: demo.id, ...janes };
  const { from, ...hidden } = await putCall(app, demo.id, 'Joe');
  joesCaller = from;
  const joes = { applicationId: demo.id, ...hidden };
  foreign['a colleague'] = { ...joes, userId: 'USR-joe', userName: 'Joe', memberId, msisdn: '447700900123' };
  foreign['another application'] = await putApplication(app, accountId);
  const elsewhere = await putApplication(app, accountId);
  const { from: __, ...hers } = await putCall(app, elsewhere.applicationId, 'Jane');
  foreign['a namesake in another application'] = { ...elsewhere, ...hers, userName: 'Jane' };
  foreign['another account'] = await putAccount(app);
  marks = await fingerprint(app);
});
afterAll(() => app?.close());

/** What would narrow a list down, or make it one of nothing. */
const FILTERS = ['after', 'search', 'kind', 'text', 'about', 'number', 'direction', 'status', 'live', 'since', 'until'];

/** Every id in a request belongs to someone else; `id` may be of any kind. */
function texts(ids: ForeignIds, id: string) {
  // Secrets must differ from names, or the search for leaks could not tell them apart.
  const signatureSecret = 'what nobody else signs with';
  const named: Record<string, string> = { ...ids, id, handle: ids.legUuid, signatureSecret };
  return (name: string) => (FILTERS.includes(name) ? null : (named[name] ?? ids.userName));
}
const kindsOfId = ['applicationId', 'callId', 'userId', 'memberId', 'contactId'] as const;

/** Every operation of the schema with every id of someone else's, requesting all fields. */
function attempts(whose: string): Operation[] {
  const ids = foreign[whose]!;
  const operations = kindsOfId.flatMap((kind) => {
    const { query, mutation } = operationsByKind(texts(ids, ids[kind]), EVERY_FIELD);
    return [...query, ...mutation].filter(({ text }) => kind === 'applicationId' || /\bid: /.test(text));
  });
  return operations.filter(({ name }) => !SESSIONS.test(name));
}

/** What came back, and whether it is refused everywhere. */
async function send({ text }: Operation, slot: string) {
  const { data, errors } = await app.graphql(text, {}, { slot });
  const codes = errors.map(({ extensions }) => extensions.code);
  return { text, seen: JSON.stringify(data), codes };
}

/** Responses that contain something of someone else's, and those that failed unexpectedly. */
async function leaks(slot: string, whose: string) {
  // Side by side: some wait for something that never comes.
  const answers = await Promise.all(attempts(whose).map((operation) => send(operation, slot)));
  return {
    seen: answers
      .filter(({ seen }) => HIDDEN.test(seen))
      .map(({ text, seen }) => [text.slice(0, 80), seen.slice(0, 200)]),
    broken: answers.filter(({ codes }) => codes.some((code) => /INTERNAL|VALIDATION|PARSE/.test(code))),
    count: answers.length,
  };
}

describe('an agent who runs every operation of the schema with all its fields', () => {
  it.each(['a colleague', 'another application', 'a namesake in another application', 'another account'])(
    'sees and changes nothing of %s',
    async (whose) => {
      const { seen, broken, count } = await leaks('jane', whose);
      expect({ seen, broken }).toEqual({ seen: [], broken: [] });
      expect(count).toBeGreaterThan(60);
      expect(await fingerprint(app)).toEqual(marks);
    },
  );

  it('sees nothing of others over a socket, and gets no subscription events', async () => {
    const listen = ({ text }: Operation) =>
      subscribe(app.url, { query: text, slot: 'jane', cookie: app.cookie('jane')! });
    for (const ids of Object.values(foreign)) {
      const { query, subscription } = operationsByKind(texts(ids, ids.callId), EVERY_FIELD);
      const listening = await Promise.all(subscription.map(listen));
      const questions = query.filter(({ name }) => !SESSIONS.test(name));
      // One after the other: the open sockets of a person are limited, and each query has its own.
      for (const question of questions) {
        const { received, refused, stop } = await listen(question);
        await waitFor(() => received.length + refused.length > 0);
        expect(JSON.stringify(received)).not.toMatch(HIDDEN);
        stop();
      }
      await app.servers[0]!.realtime.publish('call', ids);
      for (const { received, stop } of listening) {
        expect(JSON.stringify(received)).not.toMatch(HIDDEN);
        stop();
      }
    }
  });

  it('sees their own call, which shows that the requests are valid', async () => {
    const ids = { ...foreign['a colleague']!, ...own, userName: 'Jane' };
    const { query } = operationsByKind(texts(ids, own.callId), EVERY_FIELD);
    for (const name of ['call', 'calls', 'events']) {
      const found = await send(query.find((one) => one.name === name)!, 'jane');
      expect(found, name).toMatchObject({ codes: [], seen: expect.stringContaining('99900011001') });
    }
  });

  it('names no caller of a colleague, and reads the name of their own only', async () => {
    const query = `mutation { nameContact(applicationId: "${own.applicationId}", number: "${joesCaller}", name: "") { id } }`;
    expect((await app.refused(query, {}, { slot: 'jane' })).extensions).toMatchObject({ rule: 'ownCalls' });
    const nodes = `{ nodes(ids: ["${foreign['a colleague']!.contactId}", "${own.contactId}"]) { id } }`;
    expect(await app.ask(nodes, {}, { slot: 'jane' })).toEqual({ nodes: [null, { id: own.contactId }] });
    expect(await fingerprint(app)).toEqual(marks);
  });

  it('sees only those account fields that the phone needs', async () => {
    const { viewer } = await app.ask<{ viewer: { account: object } }>(
      `{ viewer { account { id kind apiKey balance publicUrl publicUrlProblem signatureSecretKnown } } }`,
      {},
      { slot: 'jane' },
    );
    expect(viewer.account).toMatchObject({
      apiKey: null,
      balance: null,
      publicUrl: null,
      publicUrlProblem: null,
      signatureSecretKnown: null,
    });
  });
});

describe('a supervisor who runs every operation of the schema', () => {
  it('sees nothing of another account and cannot change anything', async () => {
    const elsewhere = await leaks('sue', 'another account');
    expect({ seen: elsewhere.seen, broken: elsewhere.broken }).toEqual({ seen: [], broken: [] });
    const here = await leaks('sue', 'another application');
    expect(here.broken).toEqual([]);
    // The list of numbers follows Vonage's, which does not know the invented one.
    const own = ({ numbers, ...others }: Record<string, string>) => others;
    expect(own(await fingerprint(app))).toEqual(own(marks));
  });

  it.each(['privateKey', 'mobileApiKey'])('gets no %s', async (field) => {
    const { extensions } = await app.refused(`{ applications { nodes { ${field} } } }`, {}, { slot: 'sue' });
    expect(extensions.code).toBe('FORBIDDEN');
  });
});

describe('an admin who runs every operation of the schema', () => {
  it('sees and changes nothing of another account', async () => {
    const ids = foreign['another account']!;
    const theirs = [ids.applicationId, ids.memberId, ids.callId];
    const before = await fingerprint(app, theirs);
    expect(Object.values(before).filter((mark) => !mark.startsWith('0 ')).length).toBeGreaterThan(5);
    const tried = attempts('another account');
    const asAdmin = (kind: Operation['kind']) =>
      Promise.all(tried.filter((one) => one.kind === kind).map((one) => send(one, 'a')));
    expect((await asAdmin('query')).filter(({ seen }) => seen.includes(ids.userName))).toEqual([]);
    await asAdmin('mutation');
    expect(await fingerprint(app, theirs)).toEqual(before);
  });
});

describe('an API key', () => {
  const CREATE = 'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { key } }';
  const keys: Partial<Record<Scope, string>> = {};
  beforeAll(async () => {
    for (const scope of SCOPES) {
      const input = { name: scope, scopes: [scope.replace(':', '_').toUpperCase()] };
      keys[scope] = (await app.ask<{ createApiKey: { key: string } }>(CREATE, { input })).createApiKey.key;
    }
  });
  beforeEach(async () => {
    marks = await fingerprint(app);
  });

  const { query, mutation } = operationsByKind((name) => (name === 'after' ? null : 'x'));
  const beyond = (scope: Scope) =>
    [...query, ...mutation].filter(({ kind, name }) => {
      const rule = AUTHORIZATION[`${kind === 'query' ? 'Query' : 'Mutation'}.${name}`]!;
      return rule !== 'public' && !(rule.scope === 'any' || (rule.scope && hasScope([scope], rule.scope)));
    });

  it.each(SCOPES)('with scope %s can do nothing else', async (scope) => {
    const allowed = [];
    for (const { name, text } of beyond(scope)) {
      const { errors } = await app.graphql(text, {}, { bearer: keys[scope]! });
      if (errors[0]?.extensions.code !== 'FORBIDDEN') allowed.push(name);
    }
    expect(allowed).toEqual([]);
    expect(await fingerprint(app)).toEqual(marks);
  });

  it.each([
    ['numbers { msisdn }', 'numbers:read'],
    ['presets { kind }', 'presets:read'],
    ['mobileApiKey', 'mobile_keys:read'],
    ['privateKey', undefined],
  ])('that may read applications gets no { %s } of them', async (field, scope) => {
    const query = `{ applications { nodes { ${field} } } }`;
    const { extensions } = await app.refused(query, {}, { bearer: keys['applications:read']! });
    expect(extensions).toMatchObject({ code: 'FORBIDDEN', ...(scope && { params: { scope } }) });
  });
});
