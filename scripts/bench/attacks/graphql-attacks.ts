import { randomUUID } from 'node:crypto';
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { post } from '../load.js';
import type { Attack, Scene, SignedIn } from './attack.js';

const LARGEST_ANSWER = 2_000_000;

/** Nested lists, each requested under many aliases. */
function nestedIntrospection(): string {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  const level = (inner: string) => names.map((name) => `${name}: fields { type { ${inner} } }`).join(' ');
  return `{ __schema { types { ${level(level('name fields { name }'))} } } }`;
}

const ask = (scene: Scene, query: string, variables: object, headers: Record<string, string>) =>
  post(`${scene.url}/graphql`, { query, variables }, headers);

const aliased = (times: number, field: string) =>
  Array.from({ length: times }, (_, at) => `a${at}: ${field}`).join(' ');

const tooMuch = (text: string) => (text.length > LARGEST_ANSWER ? `${text.length} bytes` : undefined);

const as = ({ headers }: SignedIn, from: Record<string, string>) => ({ ...headers, ...from });

export const graphqlAttacks: Attack[] = [
  {
    what: 'introspection of lists of lists, by a stranger',
    perSecond: 8,
    async run(scene, from) {
      const { status, text } = await ask(scene, nestedIntrospection(), {}, from);
      return { status, got: tooMuch(text) };
    },
  },
  {
    what: 'the same by an agent',
    perSecond: 8,
    async run(scene, from) {
      const { status, text } = await ask(scene, nestedIntrospection(), {}, as(scene.jane, from));
      return { status, got: tooMuch(text) };
    },
  },
  {
    what: 'mutations of an admin who is removed',
    perSecond: 2,
    async run(scene, from) {
      const invite = `inviteMember(input: { name: "x-${randomUUID()}", displayName: "x", role: ADMIN }) { link }`;
      const { status, text } = await ask(scene, `mutation { ${aliased(20, invite)} }`, {}, as(scene.removed, from));
      return { status, got: text.includes('"link":"http') ? 'an invitation' : undefined };
    },
  },
  {
    what: '120 kB of crafted text in filters',
    perSecond: 4,
    async run(scene, from) {
      const variables = { id: scene.application.id, text: 'api_key'.repeat(17_000), number: '0 '.repeat(30_000) };
      const query = `query ($id: ID!, $text: String!, $number: String!) {
        events(applicationId: $id, text: $text, first: 5) { nodes { id } }
        calls(applicationId: $id, number: $number, first: 5) { nodes { id } }
      }`;
      return ask(scene, query, variables, as(scene.jane, from));
    },
  },
  {
    what: '60 000 values in a filter, twenty times',
    perSecond: 2,
    async run(scene, from) {
      const variables = { id: scene.application.id, status: Array(45_000).fill('ANSWERED') };
      const query = `query ($id: ID!, $status: [CallStatus!]) {
        ${aliased(20, 'calls(applicationId: $id, status: $status, first: 1) { nodes { id } }')}
      }`;
      return ask(scene, query, variables, as(scene.jane, from));
    },
  },
  {
    what: 'passwords changed and asked for, forty at once',
    perSecond: 40,
    run(scene, from) {
      const input = { currentPassword: randomUUID(), newPassword: randomUUID() };
      const query = 'mutation ($input: ChangePasswordInput!) { changePassword(input: $input) { id } }';
      return ask(scene, query, { input }, as(scene.jane, from));
    },
  },
  {
    what: 'wrong API keys, two hundred at once',
    perSecond: 50,
    run(scene) {
      const hex = randomUUID().replaceAll('-', '');
      const authorization = `Bearer dwk_${hex}_${'x'.repeat(43)}`;
      return ask(scene, '{ viewer { id } }', {}, { authorization, 'x-forwarded-for': '198.51.100.9' });
    },
  },
  {
    what: 'wrong owner secrets',
    perSecond: 10,
    run(scene, from) {
      const input = { kind: 'SIMULATOR', apiKey: scene.simulator.apiKey, apiSecret: randomUUID() };
      return ask(
        scene,
        'mutation ($input: VonageSignInInput!) { signInWithVonage(input: $input) { id } }',
        { input },
        from,
      );
    },
  },
  {
    what: 'cookies that nobody has',
    perSecond: 100,
    run: (scene) =>
      ask(scene, '{ viewer { id } }', {}, { cookie: `dw_a=${randomUUID()}`, 'x-forwarded-for': '198.51.100.10' }),
  },
  {
    what: 'signing in again in one slot',
    perSecond: 2,
    run(scene, from) {
      const input = { name: scene.joe.name, password: scene.joe.password };
      const headers = { ...from, 'x-denwaban-slot': 'again' };
      return ask(scene, 'mutation ($input: SignInInput!) { signIn(input: $input) { id } }', { input }, headers);
    },
  },
  {
    what: 'the sign-in page as a person at the machine',
    perSecond: 2,
    async run(scene, from) {
      const headers = { ...from, host: 'localhost', origin: 'https://evil.example' };
      const { status, text } = await ask(scene, '{ signInOptions { simulator { apiSecret } } }', {}, headers);
      return { status, got: text.includes(scene.simulator.apiSecret) ? "the simulator's secret" : undefined };
    },
  },
  {
    what: 'variables nested 20 000 deep',
    perSecond: 4,
    async run(scene, from) {
      const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
      const body = `{"query":"query ($x: String) { viewer { id } }","variables":{"x":${deep}}}`;
      const replies = [];
      for (const path of ['/graphql', '/api/jwt'])
        replies.push(await post(`${scene.url}${path}`, body, as(scene.jane, from)));
      const failed = replies.find(({ status }) => status >= 500);
      return { status: replies[0]!.status, got: failed && 'a failure' };
    },
  },
  {
    what: '990 subscriptions to the call of a leg',
    perSecond: 0.2,
    run: (scene, from) => subscribeMuch(scene, as(scene.jane, from)),
  },
];

/** Ten sockets of 99 subscriptions each, for three seconds. */
async function subscribeMuch(scene: Scene, headers: Record<string, string>) {
  class BrowserSocket extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, { headers });
    }
  }
  let refused = 0;
  const sockets = Array.from({ length: 10 }, () =>
    createClient({
      url: `${scene.url.replace('http', 'ws')}/graphql`,
      webSocketImpl: BrowserSocket,
      connectionParams: { slot: headers['x-denwaban-slot'] },
      retryAttempts: 0,
      onNonLazyError() {},
    }),
  );
  for (const socket of sockets) {
    for (let n = 0; n < 99; n += 1) {
      const query = `subscription { callOfLeg(legUuid: "${randomUUID()}") { id } }`;
      socket.subscribe({ query }, { next: () => {}, error: () => (refused += 1), complete: () => {} });
    }
  }
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  for (const socket of sockets) await Promise.resolve(socket.dispose()).catch(() => {});
  return { status: refused > 0 ? 429 : 200 };
}
