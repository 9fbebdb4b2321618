import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationKeys, startSimulator, type TestSimulator } from '../helpers/simulator.js';

let simulator: TestSimulator;
let application: ApplicationKeys;
const ids: Record<string, string> = {};
beforeAll(async () => {
  simulator = await startSimulator();
  application = await simulator.createApplication();
  const sdk = simulator.sdk(application);
  ids.application = application.id;
  ids.user = (await sdk.users.createUser({ name: 'jane' })).id!;
  ids.conversation = (await sdk.conversations.createConversation({ name: 'room' })).id!;
  const member = { user: { name: 'jane' }, state: 'joined', channel: { type: 'app' } } as never;
  ids.member = (await sdk.conversations.createMember(ids.conversation, member)).id!;
});
afterAll(() => simulator.close());

/** Words that the readers look for, so that the random bodies get past the first check. */
const WORDS = [
  ...[
    'name',
    'display_name',
    'image_url',
    'properties',
    'custom_data',
    'ttl',
    'channels',
    'pstn',
    'keys',
    'public_key',
  ],
  ...['capabilities', 'voice', 'rtc', 'messages', 'webhooks', 'answer_url', 'event_url', 'address', 'http_method'],
  ...[
    'user',
    'id',
    'state',
    'channel',
    'type',
    'media',
    'reason',
    'from',
    'to',
    'body',
    'action',
    'numbers',
    'callback',
  ],
  ...['path', 'status', 'times', 'events', 'advance_ms', 'balance', 'ncco', 'text', 'stream_url', 'number'],
];
const { body: anyBody } = fc.letrec((tie) => ({
  body: fc.oneof({ weight: 5, arbitrary: tie('object') }, { weight: 1, arbitrary: tie('any') }),
  object: fc.dictionary(fc.constantFrom(...WORDS, '__proto__', 'constructor'), tie('any'), { maxKeys: 8 }),
  any: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom(null, true, 0, -1, 1e21, '', 'x', 'POST', 'joined', 'https://e.com', 'app'),
    fc.string(),
    fc.array(tie('any'), { maxLength: 3 }),
    tie('object'),
  ),
}));

describe('a body of any shape', () => {
  it.each([
    'POST /v2/applications',
    'PUT /v2/applications/{application}',
    'POST /v1/users',
    'PATCH /v1/users/{user}',
    'POST /v1/conversations',
    'PUT /v1/conversations/{conversation}',
    'POST /v1/conversations/{conversation}/members',
    'PATCH /v1/conversations/{conversation}/members/{member}',
    'POST /v1/conversations/{conversation}/events',
    'PUT /v1/conversations/{conversation}/record',
    'POST /v1/calls',
    'POST /number/buy',
    'POST /number/update',
    'POST /simulator/phones',
  ])('is answered with a word about what is wrong, or taken: %s', async (line) => {
    const [method = '', template = ''] = line.split(' ');
    const path = template.replace(/\{(\w+)\}/g, (_all, name: string) => ids[name]!);
    const usual = path.startsWith('/simulator') ? simulator.control : simulator.bearer(application);
    const authorization = /^\/(v2|number)/.test(path) ? simulator.basic : usual;
    const headers = { 'content-type': 'application/json' };
    const property = fc.asyncProperty(anyBody, async (body) => {
      const reply = await simulator.request(path, { method, authorization, headers, body: JSON.stringify(body) });
      expect([200, 201, 204, 400, 404, 409, 420]).toContain(reply.status);
      if (reply.status >= 400) expect(JSON.stringify(reply.body)).toMatch(/[a-z]/);
    });
    await fc.assert(property, { numRuns: 40, seed: 20_261_122 });
  });
});
