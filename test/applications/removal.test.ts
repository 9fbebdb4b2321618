import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from '../helpers/test-app.js';

const DELETE = /* GraphQL */ `
  mutation Delete($id: ID!, $input: DeleteApplicationInput!) {
    deleteApplication(id: $id, input: $input) {
      applications deletedAtVonage usersDeleted numbersCancelled leftAtVonage
    }
  }
`;
const RESET = /* GraphQL */ `
  mutation Reset($input: ResetInput!) {
    reset(input: $input) { applications deletedAtVonage usersDeleted numbersCancelled leftAtVonage }
  }
`;

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
    expect(await app.ask(DELETE, { id: demo.id, input: {} })).toEqual({
      deleteApplication: {
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
    expect(await app.ask(DELETE, { id: demo.id, input })).toEqual({
      deleteApplication: {
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

  it('loses nothing if Vonage fails midway, and can be repeated', async () => {
    const input = { deleteAtVonage: true, deleteUsers: true, cancelNumbers: true };
    await app.fault({ path: '/v2/applications', status: 503, times: 1 });
    const { extensions } = await app.refused(DELETE, { id: demo.id, input });
    expect(extensions.code).toBe('VONAGE_UNREACHABLE');
    expect(await app.ask(DELETE, { id: demo.id, input })).toMatchObject({
      deleteApplication: { applications: ['Demo'], deletedAtVonage: true },
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
    const { reset } = await app.ask<{ reset: { applications: string[] } }>(RESET, { input: { confirm: 'Reset' } });
    expect(reset.applications).toEqual(expect.arrayContaining(['Demo', 'Second']));
    const { applications, members, viewer } = await left();
    expect(applications.nodes).toEqual([]);
    expect(members).toHaveLength(1);
    expect(viewer.role).toBe('ADMIN');
    expect(await app.ask('{ viewer { name } }', {}, { slot: 'jane' })).toEqual({ viewer: null });
  });
});
