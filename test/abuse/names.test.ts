import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const SINHALA = 'ශ්\u200Dරී';
const EMOJI = 'Night desk 👩\u200D💻';

let app: TestApp;
let id: string;
beforeAll(async () => {
  app = await createTestApp();
  id = (await (await app.connectAccount()).createApplication()).id;
});
afterAll(() => app?.close());

/** Every mutation that accepts a name which others see. */
const DOORS: [what: string, query: string, variables: (name: string) => object][] = [
  ['an application', 'mutation ($n: String!) { createApplication(input: { name: $n }) { id } }', (n) => ({ n })],
  [
    'a renamed application',
    'mutation ($id: ID!, $n: String!) { updateApplication(id: $id, input: { name: $n }) { id } }',
    (n) => ({ n, id }),
  ],
  [
    'a user',
    'mutation ($id: ID!, $n: String!) { createUser(applicationId: $id, input: { name: $n }) { id } }',
    (n) => ({ n, id }),
  ],
  [
    "a user's shown name",
    'mutation ($id: ID!, $n: String!, $u: String!) { createUser(applicationId: $id, input: { name: $u, displayName: $n }) { id } }',
    (n) => ({ n, id, u: `u${n.length}${n.codePointAt(0)}` }),
  ],
  [
    'a person',
    'mutation ($input: CreateMemberInput!) { createMember(input: $input) { password } }',
    (n) => ({ input: { name: `p${n.length}${n.codePointAt(0)}`, displayName: n, role: 'SUPERVISOR' } }),
  ],
  [
    'an API key',
    'mutation ($n: String!) { createApiKey(input: { name: $n, scopes: [CALLS_READ] }) { key } }',
    (n) => ({ n }),
  ],
];

describe.each(DOORS)('the name of %s', (_what, query, variables) => {
  it.each([
    ['a Hangul filler', '\u3164'],
    ['a braille blank in a name', 'Jane\u2800'],
    ['a joiner in Latin letters', 'Ja\u200Dne'],
  ])('may not be %s', async (_, name) => {
    expect((await app.refused(query, { ...variables(name) })).extensions).toMatchObject({
      code: 'BAD_INPUT',
      rule: 'unseen',
    });
  });

  it.each([SINHALA, EMOJI])('may be %s', async (name) => {
    await app.ask(query, { ...variables(name) });
  });
});

it('applies the same rules to the user name of a token request', async () => {
  const { application } = await app.ask<{ application: { mobileApiKey: string } }>(
    'query ($id: ID!) { application(id: $id) { mobileApiKey } }',
    { id },
  );
  const ask = async (user_name: string) => {
    const body = JSON.stringify({ mobile_api_key: application.mobileApiKey, user_name });
    return (
      await fetch(`${app.url}/api/jwt`, { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    ).status;
  };
  expect([await ask('\u3164'), await ask(`${SINHALA} 2`)]).toEqual([400, 200]);
});
