import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endOfTask, finishTask, readTask } from '../helpers/finish-task.js';
import { createSender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const DELETE = /* GraphQL */ `
  mutation Delete($id: ID!, $input: DeleteApplicationInput!) {
    deleteApplication(id: $id, input: $input) { id }
  }
`;
const RESET = /* GraphQL */ `
  mutation Reset($input: ResetInput!) {
    reset(input: $input) { id }
  }
`;

interface Started {
  deleteApplication: { id: string };
}

let app: TestApp;
let account: Awaited<ReturnType<TestApp['connectAccount']>>;
let demo: Awaited<ReturnType<typeof account.createApplication>>;
let number: string;
beforeAll(async () => {
  app = await createTestApp();
});
beforeEach(async () => {
  account = await app.connectAccount();
  demo = await account.createApplication('Demo');
  number = (await demo.rentNumber()).msisdn;
  await demo.addUser('Jane');
});
afterAll(() => app.close());

const cloud = () => app.simulator.cloud;
const left = async () => {
  const query = '{ applications { nodes { id } } members { name } viewer { role } }';
  return app.ask<{ applications: { nodes: unknown[] }; members: unknown[]; viewer: { role: string } }>(query);
};

describe('deleting an application', () => {
  it('keeps everything at Vonage that is not selected, and reports it', async () => {
    expect(await finishTask(app, DELETE, { id: demo.id, input: {} })).toMatchObject({
      kind: 'DELETE_APPLICATION',
      subject: 'Demo',
      state: 'DONE',
      deleteReport: {
        applications: ['Demo'],
        deletedAtVonage: false,
        usersDeleted: 0,
        numbersCancelled: [],
        leftAtVonage: [`application ${demo.vonageId}`, `number ${number}`, 'user Jane'],
      },
    });
    expect(cloud().applications.has(demo.vonageId)).toBe(true);
    expect(cloud().numbers.get(number)).toMatchObject({ app_id: demo.vonageId });
    expect([...cloud().users.values()].map((user) => user.name)).toContain('Jane');
    expect((await app.refused(DELETE, { id: demo.id, input: {} })).extensions.code).toBe('NOT_FOUND');
  });

  it('deletes what is selected', async () => {
    const input = { deleteAtVonage: true, deleteUsers: true, cancelNumbers: true };
    expect(await finishTask(app, DELETE, { id: demo.id, input })).toMatchObject({
      done: 3,
      total: 3,
      deleteReport: {
        applications: ['Demo'],
        deletedAtVonage: true,
        usersDeleted: 1,
        numbersCancelled: [number],
        leftAtVonage: [],
      },
    });
    expect(cloud().applications.has(demo.vonageId)).toBe(false);
    expect(cloud().numbers.has(number)).toBe(false);
  });

  it('waits while Vonage is away in the middle, says so, and goes on by itself', async () => {
    const input = { deleteAtVonage: true, deleteUsers: true, cancelNumbers: true };
    await app.fault({ path: '/v2/applications', status: 503, times: 1 });
    const { deleteApplication } = await app.ask<Started>(DELETE, { id: demo.id, input });
    const waiting = await waitFor(async () => {
      const task = await readTask(app, deleteApplication.id);
      return task.problem && task;
    });
    expect(waiting).toMatchObject({ state: 'RUNNING', problem: { code: 'VONAGE_UNREACHABLE' }, deleteReport: null });
    app.clock.advance(60_000);
    expect(await endOfTask(app, deleteApplication.id)).toMatchObject({
      problem: null,
      deleteReport: { applications: ['Demo'], deletedAtVonage: true, usersDeleted: 1, numbersCancelled: [number] },
    });
  });

  it('fails when Vonage refuses, says why, and continues when it is started again', async () => {
    const input = { deleteAtVonage: true, deleteUsers: true, cancelNumbers: true };
    await app.fault({ path: '/v2/applications', status: 403, times: 1 });
    const { deleteApplication } = await app.ask<Started>(DELETE, { id: demo.id, input });
    const { id } = deleteApplication;
    expect(await endOfTask(app, id)).toMatchObject({ state: 'FAILED', problem: { code: 'VONAGE_REFUSED' } });
    await app.ask('mutation ($id: ID!) { retryTask(id: $id) { id } }', { id });
    expect(await endOfTask(app, id)).toMatchObject({ state: 'DONE', deleteReport: { usersDeleted: 1 } });
  });

  it('is not started twice at a time', async () => {
    await app.fault({ path: '/v2/applications', delay_ms: 300, times: 1 });
    const { deleteApplication } = await app.ask<Started>(DELETE, { id: demo.id, input: { deleteAtVonage: true } });
    const { extensions } = await app.refused(DELETE, { id: demo.id, input: {} });
    expect(extensions).toMatchObject({ code: 'CONFLICT', rule: 'taskRunning' });
    await endOfTask(app, deleteApplication.id);
  });

  it('keeps nothing of calls whose events arrive while it is deleted', async () => {
    const { apiKey, signatureSecret } = app.simulator.credentials;
    const vonage = createSender({ url: app.url, apiKey, signatureSecret, vonageId: demo.vonageId });
    const send = (n: number) => {
      const timestamp = app.clock.now().toISOString();
      const facts = { from: '447700900111', to: number, uuid: `late-leg-${n}`, conversation_uuid: `CON-late-${n}` };
      return vonage.post(`/webhooks/${demo.id}/event`, {
        ...facts,
        direction: 'inbound',
        status: 'started',
        timestamp,
      });
    };
    const { deleteApplication } = await app.ask<Started>(DELETE, { id: demo.id, input: {} });
    const statuses = await Promise.all(Array.from({ length: 60 }, (_, n) => send(n).then(({ status }) => status)));
    expect(statuses).toContain(200);
    await endOfTask(app, deleteApplication.id);
    await waitFor(async () => {
      await app.services.calls.apply(demo.id);
      const rows = await app.db.execute(sql`
        select 1 from calls where application_id = ${demo.id}
        union all select 1 from legs where application_id = ${demo.id}
        union all select 1 from events where application_id = ${demo.id}`);
      return rows.length === 0;
    });
  });
});

describe('reset', () => {
  it('requires a typed confirmation', async () => {
    const { extensions } = await app.refused(RESET, { input: { confirm: 'yes' } });
    expect(extensions).toMatchObject({ code: 'BAD_INPUT', field: 'input.confirm', rule: 'confirm' });
  });

  it('deletes all applications and all people but the owner, who stays signed in', async () => {
    await account.createApplication('Second');
    await demo.signInAgent('Jane', 'jane');
    const { deleteReport } = await finishTask(app, RESET, { input: { confirm: 'Reset' } });
    expect(deleteReport!.applications).toEqual(expect.arrayContaining(['Demo', 'Second']));
    const { applications, members, viewer } = await left();
    expect(applications.nodes).toEqual([]);
    expect(members).toHaveLength(1);
    expect(viewer.role).toBe('ADMIN');
    expect(await app.ask('{ viewer { name } }', {}, { slot: 'jane' })).toEqual({ viewer: null });
  });
});
