import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Region } from '../../shared/regions.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const CREATE = /* GraphQL */ `
  mutation Create($applicationId: ID!, $input: CreateUserInput!) {
    createUser(applicationId: $applicationId, input: $input) { id name displayName applicationId }
  }
`;
const UPDATE = /* GraphQL */ `
  mutation Update($id: ID!, $input: UpdateUserInput!) {
    updateUser(id: $id, input: $input) { name displayName }
  }
`;
const DELETE = 'mutation Delete($id: ID!) { deleteUser(id: $id) { id } }';
const LIST = /* GraphQL */ `
  query List($applicationId: ID!, $search: String, $first: Int, $after: String) {
    users(applicationId: $applicationId, search: $search, first: $first, after: $after) {
      nodes { id name displayName }
      pageInfo { endCursor hasNextPage }
    }
  }
`;
const COLLEAGUES = 'query Colleagues($applicationId: ID!) { colleagues(applicationId: $applicationId) { name } }';

interface List {
  users: { nodes: { id: string; name: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
}

let app: TestApp;
let accountId: string;
let there: { applicationId: string; region: Region };
let demo: Awaited<ReturnType<Awaited<ReturnType<TestApp['connectAccount']>>['createApplication']>>;
beforeAll(async () => {
  app = await createTestApp({ servers: 2 });
  const owner = await app.connectAccount();
  accountId = owner.accountId;
  demo = await owner.createApplication();
  there = { applicationId: demo.vonageId, region: 'eu-west' };
});
afterAll(() => app.close());

const atVonage = (id: string) => app.simulator.cloud.users.get(id);
const list = async (variables: object = {}, server = 0) =>
  (await app.ask<List>(LIST, { applicationId: demo.id, ...variables }, { server })).users;
const names = async (variables: object = {}, server = 0) =>
  (await list(variables, server)).nodes.map((node) => node.name);

describe('users', () => {
  it('are created at Vonage and seen by the other server', async () => {
    type Created = { createUser: { id: string } };
    const input = { name: 'Jane', displayName: 'Jane Doe' };
    const { createUser } = await app.ask<Created>(CREATE, { applicationId: demo.id, input });
    expect(createUser).toEqual({ id: createUser.id, ...input, applicationId: demo.id });
    expect(atVonage(createUser.id)).toMatchObject({ name: 'Jane', display_name: 'Jane Doe' });
    expect(await names({}, 1)).toEqual(['Jane']);
  });

  it.each([
    ['like another', 'Jane', 'CONFLICT', 'taken'],
    ['me', 'me', 'BAD_INPUT', 'reserved'],
    ["like one of Vonage's ids", 'USR-123', 'BAD_INPUT', 'reserved'],
    ['nothing', '', 'BAD_INPUT', 'required'],
    ['what cannot be seen', 'a\tb', 'BAD_INPUT', 'unseen'],
    ['more than 200 characters', 'x'.repeat(201), 'BAD_INPUT', 'tooLong'],
  ])('may not be called %s', async (_what, name, code, rule) => {
    const { extensions } = await app.refused(CREATE, { applicationId: demo.id, input: { name } });
    expect(extensions).toMatchObject({ code, field: 'input.name', rule });
  });

  it('may have names of any script, with spaces', async () => {
    await demo.addUser('山田 太郎');
    expect(await names()).toContain('山田 太郎');
  });

  it('are renamed at Vonage, and people who sign in as one follow', async () => {
    const joe = await demo.addUser('Joe');
    await demo.signInAgent('Joe', 'joe');
    await app.ask(UPDATE, { id: joe.id, input: { name: 'Joseph' } });
    expect(atVonage(joe.id)).toMatchObject({ name: 'Joseph' });
    expect(await app.ask('{ viewer { userName } }', {}, { slot: 'joe' })).toEqual({ viewer: { userName: 'Joseph' } });
    const { extensions } = await app.refused(UPDATE, { id: joe.id, input: { name: 'Jane' } });
    expect(extensions).toMatchObject({ code: 'CONFLICT', field: 'input.name', rule: 'taken' });
  });

  it('are found by a part of their name', async () => {
    expect(await names({ search: 'JOS' })).toEqual(['Joseph']);
    expect(await names({ search: '%' })).toEqual([]);
  });

  it('are paged', async () => {
    const first = await list({ first: 2 });
    const second = await list({ first: 2, after: first.pageInfo.endCursor });
    expect([...first.nodes, ...second.nodes].map((node) => node.name)).toEqual(await names());
    expect([first.pageInfo.hasNextPage, second.pageInfo.hasNextPage]).toEqual([true, false]);
  });

  it('created or deleted elsewhere appear and disappear with the next read', async () => {
    const gone = await demo.addUser('Gone');
    app.simulator.cloud.removeUser(atVonage(gone.id)!);
    const made = { id: 'USR-00000000-0000-4000-8000-000000000001', ...there, name: 'Elsewhere' };
    app.simulator.cloud.putUser(made);
    app.clock.advance(6000);
    const seen = await names();
    expect(seen).toContain('Elsewhere');
    expect(seen).not.toContain('Gone');
  });

  it('created again at Vonage under an old name replace the old ones', async () => {
    const old = await demo.addUser('Twice');
    app.simulator.cloud.removeUser(atVonage(old.id)!);
    const made = { id: 'USR-00000000-0000-4000-8000-000000000003', ...there, name: 'Twice' };
    app.simulator.cloud.putUser(made);
    app.clock.advance(6000);
    const { nodes } = await list({ search: 'Twice' });
    expect(nodes.map(({ id }) => id)).toEqual([made.id]);
  });

  it('are the same for parallel readers on both servers', async () => {
    for (let index = 0; index < 120; index++) {
      const id = `USR-00000000-0000-4000-8000-0000000${1000 + index}`;
      app.simulator.cloud.putUser({ id, ...there, name: `Many ${index}` });
    }
    app.clock.advance(6000);
    const looks = Array.from({ length: 12 }, (_, index) => names({ search: 'Many', first: 100 }, index % 2));
    for (const seen of await Promise.all(looks)) expect(seen).toHaveLength(100);
    for (const user of [...app.simulator.cloud.users.values()]) {
      if (user.name.startsWith('Many')) app.simulator.cloud.removeUser(user);
    }
    app.clock.advance(6000);
    await waitFor(async () => (await names({ search: 'Many' })).length === 0);
  });

  it('stay visible while Vonage is down', async () => {
    app.clock.advance(6000);
    await app.fault({ path: '/v1/users', garbage: true, times: 1 });
    expect(await names()).toContain('Jane');
  });

  it('are deleted at Vonage, or only here if already gone there', async () => {
    const sue = await demo.addUser('Sue');
    const sam = await demo.addUser('Sam');
    app.simulator.cloud.removeUser(atVonage(sam.id)!);
    for (const { id } of [sue, sam]) expect(await app.ask(DELETE, { id })).toEqual({ deleteUser: { id } });
    expect(atVonage(sue.id)).toBeUndefined();
    expect(await names()).not.toEqual(expect.arrayContaining(['Sue']));
    expect((await app.refused(DELETE, { id: sue.id })).extensions.code).toBe('NOT_FOUND');
  });

  it('show only their names to colleagues', async () => {
    const { colleagues } = await app.ask<{ colleagues: { name: string }[] }>(
      COLLEAGUES,
      { applicationId: demo.id },
      { slot: 'joe' },
    );
    expect(colleagues.map(({ name }) => name)).toContain('Jane');
    const { extensions } = await app.refused(LIST, { applicationId: demo.id }, { slot: 'joe' });
    expect(extensions.code).toBe('FORBIDDEN');
  });
});

describe('many users', () => {
  const MANY = /* GraphQL */ `
    mutation Many($applicationId: ID!, $input: [CreateUserInput!]!) {
      createUsers(applicationId: $applicationId, input: $input) {
        user { id name displayName }
        refusal { code rule field message params }
      }
    }
  `;
  interface Made {
    createUsers: { user: { name: string } | null; refusal: { code: string; rule: string } | null }[];
  }
  const make = async (lines: string[]) =>
    (await app.ask<Made>(MANY, { applicationId: demo.id, input: lines.map((name) => ({ name })) })).createUsers;

  it('are created line by line: a refused one gives the reason and stops no other', async () => {
    const outcomes = await make(['Anna', 'me', '', 'Anna', '👩‍💻', '😀', 'محمد', '\u202eevil', "'; drop table users"]);
    const words = outcomes.map(({ user, refusal }) => user?.name ?? `${refusal?.code} ${refusal?.rule}`);
    const twice = [words[0], words[3]].sort();
    expect(twice).toEqual(['Anna', 'CONFLICT taken']);
    expect([words[1], words[2], ...words.slice(4)]).toEqual([
      'BAD_INPUT reserved',
      'BAD_INPUT required',
      '👩‍💻',
      '😀',
      'محمد',
      'BAD_INPUT unseen',
      "'; drop table users",
    ]);
    expect(await names({ search: 'drop table' })).toEqual(["'; drop table users"]);
  });

  it('are limited to a hundred at a time, and to admins', async () => {
    const input = Array.from({ length: 101 }, (_, n) => ({ name: `n ${n}` }));
    const { extensions } = await app.refused(MANY, { applicationId: demo.id, input });
    expect(extensions).toMatchObject({ code: 'BAD_INPUT', rule: 'tooMany' });
    const asJoe = await app.refused(MANY, { applicationId: demo.id, input: [{ name: 'Eve' }] }, { slot: 'joe' });
    expect(asJoe.extensions.code).toBe('FORBIDDEN');
  });

  it('are read in the background if there are many, and the list shows the progress', async () => {
    for (let n = 0; n < 600; n++) {
      const id = `USR-00000000-0000-4000-9000-0000000${1000 + n}`;
      app.simulator.cloud.putUser({ id, ...there, name: `Row ${String(n).padStart(3, '0')}` });
    }
    const READING = 'query Reading($id: ID!) { users(applicationId: $id, first: 1) { reading } }';
    const reading = async () =>
      (await app.ask<{ users: { reading: number | null } }>(READING, { id: demo.id })).users.reading;
    app.clock.advance(6000);
    await waitFor(async () => (await reading()) === null);
    expect(await names({ search: 'Row 599' })).toEqual(['Row 599']);

    await app.fault({ path: '/v1/users', delay_ms: 1000, times: 1 });
    // The longer the list, the longer it counts as fresh.
    app.clock.advance(20_000);
    expect(await reading()).toBe(0);
    expect(await names({ search: 'Row 59', first: 100 })).toHaveLength(10);
    await waitFor(async () => (await reading()) === null);
  });
});

describe('a user for a token', () => {
  const asking = () => ({ by: { accountId, address: null }, allow: async () => {} });
  it('is created once for parallel requests on both servers', async () => {
    const [one, two] = app.servers;
    const asked = [one, two, one, two].map((server) => server!.services.users.ensure(demo.id, 'Sudden', asking()));
    const ids = new Set((await Promise.all(asked)).map((user) => user.id));
    expect(ids.size).toBe(1);
  });

  it('is found if Vonage has the name and we do not', async () => {
    const made = { id: 'USR-00000000-0000-4000-8000-000000000002', ...there, name: 'Known there' };
    app.simulator.cloud.putUser(made);
    expect(await app.services.users.ensure(demo.id, 'Known there', asking())).toMatchObject({
      id: made.id,
    });
  });
});
