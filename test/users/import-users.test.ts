import { afterAll, beforeAll, expect, it } from 'vitest';
import { endOfTask, finishTask, readTask } from '../helpers/finish-task.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const IMPORT = /* GraphQL */ `
  mutation Import($applicationId: ID!, $input: [CreateUserInput!]!) {
    importUsers(applicationId: $applicationId, input: $input) { id }
  }
`;

let app: TestApp;
let applicationId: string;
beforeAll(async () => {
  app = await createTestApp();
  const demo = await (await app.connectAccount()).createApplication('Demo');
  applicationId = demo.id;
  await demo.addUser('Jane');
});
afterAll(() => app?.close());

const lines = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, n) => ({ name: `${prefix} ${n}`, displayName: `Person ${n}` }));
const namesAtVonage = () => [...app.simulator.cloud.users.values()].map(({ name }) => name);

it('creates users in the background and reports each line that was refused', async () => {
  const input = [...lines('first', 30), { name: 'Jane' }, { name: 'me' }];
  const task = await finishTask(app, IMPORT, { applicationId, input });
  expect(task).toMatchObject({
    kind: 'IMPORT_USERS',
    subject: 'Demo',
    state: 'DONE',
    done: 32,
    total: 32,
    importReport: {
      created: 30,
      refused: [
        { index: 30, refusal: { code: 'CONFLICT', rule: 'taken' } },
        { index: 31, refusal: { code: 'BAD_INPUT' } },
      ],
    },
  });
  expect(namesAtVonage()).toContain('first 29');
});

it('waits while Vonage is away, and then creates each remaining user once', async () => {
  await app.fault({ path: '/v1/users', status: 503, times: 7 });
  const { importUsers } = await app.ask<{ importUsers: { id: string } }>(IMPORT, {
    applicationId,
    input: lines('second', 12),
  });
  await waitFor(async () => (await readTask(app, importUsers.id)).problem);
  app.clock.advance(120_000);
  expect(await endOfTask(app, importUsers.id)).toMatchObject({
    state: 'DONE',
    importReport: { created: 12, refused: [] },
  });
  const made = namesAtVonage().filter((name) => name.startsWith('second'));
  expect(made).toHaveLength(12);
});

it('stops when it is canceled, and keeps what was created', async () => {
  await app.fault({ path: '/v1/users', delay_ms: 150, times: 100 });
  const { importUsers } = await app.ask<{ importUsers: { id: string } }>(IMPORT, {
    applicationId,
    input: lines('fourth', 60),
  });
  await waitFor(async () => (await readTask(app, importUsers.id)).done > 0, 15_000);
  await app.ask('mutation ($id: ID!) { cancelTask(id: $id) { id } }', { id: importUsers.id });
  const task = await endOfTask(app, importUsers.id);
  expect(task).toMatchObject({ state: 'CANCELED' });
  expect(task.importReport!.created).toBeLessThan(60);
});
