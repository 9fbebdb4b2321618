import { afterAll, beforeAll, expect, it } from 'vitest';
import { allOperations } from '../helpers/operations.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

/** Passwords and keys cost time by their nature, and know no application: once is enough. */
const COSTLY = ['signIn', 'signInWithVonage', 'createApplication', 'createMember'];

const cursor = (key: string) => Buffer.from(key).toString('base64url');

let app: TestApp;
let applicationId: string;
beforeAll(async () => {
  app = await createTestApp();
  const { createApplication } = await app.connectAccount();
  const application = await createApplication();
  await application.rentNumber();
  await application.addUser('Jane');
  applicationId = application.id;
});
afterAll(() => app.close());

it.each([
  ['nothing', ''],
  ['a NUL', '\u0000'],
  ['half a character', '\ud800'],
  ['ten thousand digits', '1'.repeat(10_000)],
  ['a path', '../../etc/passwd'],
  ['a piece of SQL', "'; drop table members; --"],
  ['a word of JavaScript', '__proto__'],
  ['an id of another kind', '0199aaaa-bbbb-7ccc-8ddd-eeeeeeeeeeee'],
  ['a cursor with a NUL', cursor('\u0000 \u0000')],
  ['a cursor with a day that is none', cursor('5 x')],
  ['a cursor of another list', cursor('99999999999999999999')],
])('never stumbles over %s, wherever a text may stand', async (_what, text) => {
  const stumbled: string[] = [];
  for (const inApplication of [true, false]) {
    const textOf = (name: string) => {
      if (name === 'applicationId' && inApplication) return applicationId;
      // Secrets must differ from names, or the search for leaks could not tell them apart.
      if (name === 'signatureSecret') return text && `${text} of nobody else`;
      // Pages and searches look at the cursor first: leave it out once.
      return name === 'after' && !inApplication ? null : text;
    };
    // Where the text does not stand, there is nothing to stumble over.
    const placed = (operation: string) => operation.includes(JSON.stringify(text).slice(0, -1));
    const operations = allOperations(textOf).filter(
      ({ name, text: operation }) => placed(operation) && (inApplication || !COSTLY.includes(name)),
    );
    expect(operations.length).toBeGreaterThan(20);
    const asked = operations.map(async ({ name, text: operation }) => {
      const { errors } = await app.graphql(operation, {}, { slot: /^sign/.test(name) ? 'other' : 'a' });
      const codes = errors.map(({ extensions }) => extensions.code);
      if (codes.some((code) => ['INTERNAL', 'UNAVAILABLE'].includes(code))) stumbled.push(operation);
    });
    await Promise.all(asked);
  }
  expect(stumbled).toEqual([]);
});

it('finds a text that cannot be stored in the middle of a search, too', async () => {
  const query = `{ users(applicationId: "${applicationId}", search: "\\u0000") { nodes { id } } }`;
  expect((await app.refused(query)).extensions).toMatchObject({ code: 'BAD_INPUT', rule: 'unseen' });
});
