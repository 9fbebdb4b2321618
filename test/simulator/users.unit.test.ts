import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationKeys, refusal, startSimulator, type TestSimulator } from '../helpers/simulator.js';

let simulator: TestSimulator;
let application: ApplicationKeys;
beforeAll(async () => {
  simulator = await startSimulator();
  application = await simulator.createApplication();
});
afterAll(() => simulator.close());

const users = () => simulator.sdk(application).users;

describe('a user, through the unmodified SDK', () => {
  it('is created, read by id and by name, changed, and gone when deleted', async () => {
    const made = await users().createUser({
      name: 'alice',
      displayName: 'Alice A',
      imageUrl: 'https://example.com/i.png',
      properties: { customData: { teamId: 'x', TeamName: 'y' }, ttl: 10 } as never,
      channels: { pstn: [{ number: 123 }] },
    });
    expect(made.id).toMatch(/^USR-[0-9a-f-]{36}$/);
    const expected = {
      name: 'alice',
      displayName: 'Alice A',
      properties: { customData: { teamId: 'x', TeamName: 'y' }, ttl: 10 },
      channels: { pstn: [{ number: 123 }] },
    };
    expect(await users().getUser(made.id!)).toMatchObject(expected);
    expect(await users().getUser('alice')).toMatchObject(expected);

    await users().updateUser({ id: made.id!, name: 'alicia', displayName: 'B' });
    expect(await users().getUser('alicia')).toMatchObject({ ...expected, name: 'alicia', displayName: 'B' });
    expect(await refusal(users().getUser('alice'))).toMatchObject({ status: 404 });

    await users().deleteUser(made.id!);
    for (const gone of [made.id!, 'alicia']) {
      expect(await refusal(users().getUser(gone))).toMatchObject({
        status: 404,
        body: {
          code: 'user:error:not-found',
          type: 'https://developer.vonage.com/api/conversation#user:error:not-found',
          title: 'Not found.',
          detail: 'User does not exist, or you do not have access.',
        },
      });
    }
    expect(await refusal(users().deleteUser(made.id!))).toMatchObject({ status: 404 });
  });

  it('gets a generated name if none is given', async () => {
    expect((await users().createUser({})).name).toMatch(/^NAM-/);
  });

  it('is listed with the others, in either order, page by page, also while one is deleted', async () => {
    const other = await simulator.createApplication('Pages');
    const { users } = simulator.sdk(other);
    for (let index = 0; index < 7; index += 1) await users.createUser({ name: `user ${index}` });
    const names: string[] = [];
    for await (const user of users.listAllUsers({ pageSize: 3 })) {
      names.push(user.name!);
      if (names.length === 3) await users.deleteUser((await users.getUser('user 2')).id!);
    }
    expect(names).toEqual([0, 1, 2, 3, 4, 5, 6].map((index) => `user ${index}`));

    const page = await users.getUserPage({ order: 'DESC' as never, pageSize: 2 });
    expect(page._embedded!.users!.map(({ name }) => name)).toEqual(['user 6', 'user 5']);
    const backFrom = await fetch(page._links!.next!.href, { headers: { authorization: simulator.bearer(other) } });
    const second = (await backFrom.json()) as typeof page;
    const first = await fetch(second._links!.prev!.href, { headers: { authorization: simulator.bearer(other) } });
    expect(await first.json()).toMatchObject({ _embedded: { users: [{ name: 'user 6' }, { name: 'user 5' }] } });
  });

  it('is found by its exact name', async () => {
    await users().createUser({ name: 'exactly' });
    const page = await users().getUserPage({ name: 'exactly' });
    expect(page._embedded!.users).toMatchObject([
      { name: 'exactly', _links: { self: { href: expect.stringMatching(/^http.*\/v1\/users\/USR-/) } } },
    ]);
    expect((await users().getUserPage({ name: 'exact' }))._embedded!.users).toEqual([]);
  });

  it('belongs to its application: another one does not see it, and may use the same name', async () => {
    const made = await users().createUser({ name: 'mine' });
    const other = simulator.sdk(await simulator.createApplication('Other'));
    expect(await refusal(other.users.getUser(made.id!))).toMatchObject({ status: 404 });
    await other.users.createUser({ name: 'mine' });
    expect((await other.users.getUserPage())._embedded!.users).toHaveLength(1);
  });
});

describe('a bad request about a user', () => {
  it('with a name in use is a conflict, on creation and on update', async () => {
    await users().createUser({ name: 'taken' });
    const second = await users().createUser({ name: 'second' });
    for (const call of [users().createUser({ name: 'taken' }), users().updateUser({ id: second.id!, name: 'taken' })]) {
      expect(await refusal(call)).toMatchObject({
        status: 409,
        body: { code: 'user:error:duplicate-name', title: 'Conflict.', instance: expect.any(String) },
      });
    }
  });

  it.each(['me', 'USR-1', ' '])('with the name "%s" is refused', async (name) => {
    expect(await refusal(users().createUser({ name }))).toMatchObject({
      status: 400,
      body: { code: 'user:error:invalid-user-name', invalid_parameters: [{ name: 'name' }] },
    });
  });

  it.each([
    ['name', { name: 7 }],
    ['image_url', { image_url: 'picture' }],
    ['properties.ttl', { properties: { ttl: 3_000_000_000 } }],
    ['properties.custom_data', { properties: { custom_data: 'x' } }],
    ['channels.pstn', { channels: { pstn: {} } }],
    ['channels.pigeon', { channels: { pigeon: [] } }],
  ])('with a wrong %s names it', async (field, body) => {
    const reply = await simulator.request('/v1/users', { body, authorization: simulator.bearer(application) });
    expect(reply).toMatchObject({ status: 400, body: { invalid_parameters: [{ name: field }] } });
  });

  it.each(['page_size=0', 'page_size=101', 'order=up', 'cursor=nonsense'])('%s of a list is refused', async (query) => {
    const reply = await simulator.request(`/v1/users?${query}`, { authorization: simulator.bearer(application) });
    expect(reply).toMatchObject({ status: 400, body: { invalid_parameters: [{ name: query.split('=')[0] }] } });
  });
});
