import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, test } from 'vitest';
import { appears, go, openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

let app: TestApp;
let browser: TestBrowser;
let admin: Page;
let applicationId: string;

beforeAll(async () => {
  app = await createTestApp({ web: true });
  applicationId = (await (await app.connectAccount()).createApplication('Front desk')).id;
  browser = await openBrowser(app.link);
  admin = await browser.tab('/u/a/sign-in');
  await admin.getByRole('button', { name: 'Start with the simulator' }).click();
  await admin.waitForURL('**/u/a/');
});
afterEach((context) => browser?.keepScreenshots(context));
afterAll(async () => {
  await browser?.close();
  await app?.close();
});

/** Waits until the task about this application has failed. */
const hasFailed = (name: string) =>
  waitFor(async () => {
    const { tasks } = await app.ask<{ tasks: { subject: string; state: string }[] }>('{ tasks { subject state } }');
    return tasks.some(({ subject, state }) => subject === name && state === 'FAILED');
  });

const tasks = () => admin.getByRole('region', { name: 'Tasks in progress' });

test('an import of users shows its progress on every page, also after a reload, and the new users at the end', async () => {
  await go(admin, '/u/a/users');
  await app.fault({ path: '/v1/users', method: 'POST', delay_ms: 1500, times: 60 });
  const input = Array.from({ length: 60 }, (_, n) => ({ name: `agent ${String(n).padStart(2, '0')}` }));
  const IMPORT =
    'mutation ($id: ID!, $input: [CreateUserInput!]!) { importUsers(applicationId: $id, input: $input) { id } }';
  await app.ask(IMPORT, { id: applicationId, input });
  await appears(tasks().getByText('Creating users in Front desk…'));
  await go(admin, '/u/a/numbers');
  await admin.reload();
  await appears(tasks().getByText('Creating users in Front desk…'));
  await appears(tasks().getByText('of 60'));
  await go(admin, '/u/a/users');
  await sees(admin, '60 users created in Front desk, 0 failed.');
  await appears(admin.getByRole('row', { name: /agent 07/ }));
  await waitFor(async () => (await tasks().count()) === 0);
});

test('a list of tasks that comes late does not hide the end of a task', async () => {
  const { createApplication } = await app.ask<{ createApplication: { id: string } }>(
    'mutation { createApplication(input: { name: "Late desk" }) { id } }',
  );
  await app.fault({ path: '/v2/applications', method: 'DELETE', status: 403 });
  const isTasks = (url: URL) => url.pathname === '/graphql';
  await admin.route(isTasks, async (route) => {
    if (!route.request().postData()?.includes('query Tasks')) return route.fallback();
    const response = await route.fetch();
    await hasFailed('Late desk');
    await route.fulfill({ response });
  });
  const DELETE = 'mutation ($id: ID!) { deleteApplication(id: $id, input: { deleteAtVonage: true }) { id } }';
  await app.ask(DELETE, { id: createApplication.id });
  const failed = admin.getByRole('alert').filter({ hasText: 'Late desk couldn’t be deleted completely' });
  await appears(failed);
  await admin.unrouteAll({ behavior: 'wait' });
  await failed.getByRole('button', { name: 'Close' }).click();
});

test('a task that Vonage refuses says why, and is tried again or closed', async () => {
  const { createApplication } = await app.ask<{ createApplication: { id: string } }>(
    'mutation { createApplication(input: { name: "Old desk" }) { id } }',
  );
  await app.fault({ path: '/v2/applications', method: 'DELETE', status: 403, times: 2 });
  const DELETE = 'mutation ($id: ID!) { deleteApplication(id: $id, input: { deleteAtVonage: true }) { id } }';
  await app.ask(DELETE, { id: createApplication.id });
  const failed = admin.getByRole('alert').filter({ hasText: 'Old desk couldn’t be deleted completely' });
  await appears(failed.getByText('Vonage rejected this'));
  await failed.getByRole('button', { name: 'Close' }).click();
  await waitFor(async () => (await failed.count()) === 0);

  await app.ask(DELETE, { id: createApplication.id });
  await failed.getByRole('button', { name: 'Try again' }).click();
  await sees(admin, 'Old desk deleted.');
});
