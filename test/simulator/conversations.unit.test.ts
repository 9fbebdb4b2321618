import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationKeys, refusal, startSimulator, type TestSimulator } from '../helpers/simulator.js';

let simulator: TestSimulator;
let application: ApplicationKeys;
beforeAll(async () => {
  simulator = await startSimulator();
  application = await simulator.createApplication();
  await simulator.sdk(application).users.createUser({ name: 'alice', displayName: 'Alice A' });
});
afterAll(() => simulator.close());

const conversations = () => simulator.sdk(application).conversations;
const alice = { user: { name: 'alice' }, channel: { type: 'app' } };

describe('a conversation, through the unmodified SDK', () => {
  it('is created, read, replaced, and gone when deleted', async () => {
    const properties = { ttl: 60, customData: { aB: 1 } } as never;
    const made = await conversations().createConversation({ name: 'first', displayName: 'C', properties });
    expect(made).toMatchObject({
      id: expect.stringMatching(/^CON-/),
      name: 'first',
      displayName: 'C',
      sequenceNumber: 0,
    });
    const read = await conversations().getConversation(made.id!);
    expect(read).toMatchObject({ displayName: 'C', state: 'ACTIVE', properties: { ttl: 60, customData: { aB: 1 } } });

    await conversations().updateConversation({ id: made.id!, name: 'renamed' });
    const replaced = await conversations().getConversation(made.id!);
    expect(replaced).toMatchObject({ name: 'renamed', properties: {} });
    expect(replaced).not.toHaveProperty('displayName');

    await conversations().deleteConversation(made.id!);
    expect(await refusal(conversations().getConversation(made.id!))).toMatchObject({
      status: 404,
      body: { code: 'conversation:error:not-found' },
    });
  });

  it('has a unique name in its application', async () => {
    await conversations().createConversation({ name: 'only' });
    const other = simulator.sdk(await simulator.createApplication('Other'));
    await other.conversations.createConversation({ name: 'only' });
    const again = conversations().createConversation({ name: 'only' });
    expect(await refusal(again)).toMatchObject({ status: 409, body: { code: 'conversation:error:duplicate-name' } });
    const unnamed = await conversations().createConversation({});
    expect(unnamed.name).toMatch(/^NAM-/);
    const renamed = conversations().updateConversation({ id: unnamed.id!, name: 'only' });
    expect(await refusal(renamed)).toMatchObject({ status: 409 });
  });

  it('is listed with the others, page by page to the end, and by when it was made', async () => {
    const other = simulator.sdk(await simulator.createApplication('Pages')).conversations;
    for (let index = 0; index < 5; index += 1) await other.createConversation({ name: `c${index}` });
    const names: string[] = [];
    for await (const one of other.listAllConversations({ pageSize: 2 })) names.push(one.name!);
    expect(names).toEqual(['c0', 'c1', 'c2', 'c3', 'c4']);
    const future = await other.getConversationPage({ dateStart: '2999-01-01T00:00:00Z' } as never);
    expect(future.conversations).toEqual([]);
  });
});

describe('a member, through the unmodified SDK', () => {
  it('joins, is returned and listed, also from the user, and leaves', async () => {
    const { id } = await conversations().createConversation({ name: 'with alice' });
    const made = await conversations().createMember(id!, { ...alice, state: 'joined' } as never);
    expect(made).toMatchObject({
      id: expect.stringMatching(/^MEM-/),
      state: 'JOINED',
      user: { name: 'alice', displayName: 'Alice A' },
    });
    expect(await conversations().getMember(id!, made.id!)).toMatchObject({ state: 'JOINED', channel: { type: 'app' } });
    expect((await conversations().getMemberPage(id!)).members).toMatchObject([
      { id: made.id, user: { name: 'alice' } },
    ]);
    const { id: userId } = await simulator.sdk(application).users.getUser('alice');
    const hers: string[] = [];
    for await (const one of conversations().listAllUserConversations(userId!)) hers.push(one.id!);
    expect(hers).toEqual([id]);

    const left = { state: 'left', reason: { code: '1', text: 't' } } as never;
    expect(await conversations().updateMember(id!, made.id!, left)).toMatchObject({
      state: 'LEFT',
      reason: { text: 't' },
    });
    expect(await conversations().getMember(id!, made.id!)).toMatchObject({ state: 'LEFT' });
    expect((await conversations().getEventPage(id!, {})).events.map(({ type }) => type)).toEqual([
      'member:joined',
      'member:left',
    ]);
  });

  it('is known as "me" to its own token', async () => {
    const { id } = await conversations().createConversation({ name: 'me' });
    const made = await conversations().createMember(id!, { ...alice, state: 'invited' } as never);
    const authorization = simulator.bearer(application, {
      sub: 'alice',
      acl: { paths: { '/*/conversations/**': {} } },
    });
    const reply = await simulator.request(`/v1/conversations/${id}/members/me`, { authorization });
    expect(reply).toMatchObject({ status: 200, body: { id: made.id, state: 'INVITED' } });
  });

  it.each([
    [{ state: 'joined', channel: { type: 'app' } }, 400, 'user'],
    [{ ...alice }, 400, 'state'],
    [{ ...alice, state: 'asleep' }, 400, 'state'],
    [{ ...alice, state: 'joined', channel: { type: 'pigeon' } }, 400, 'channel.type'],
    [{ ...alice, state: 'joined', channel: undefined }, 400, 'channel'],
    [{ ...alice, state: 'joined', user: { name: 'nobody' } }, 404, 'user:error:not-found'],
  ])('is refused when it is wrong: %j', async (body, status, what) => {
    const { id } = await conversations().createConversation({});
    const reply = await simulator.request(`/v1/conversations/${id}/members`, {
      body,
      authorization: simulator.bearer(application),
    });
    expect(reply.status).toBe(status);
    expect(JSON.stringify(reply.body)).toContain(`"${what}"`);
  });
});

describe('an event, through the unmodified SDK', () => {
  it('is added, returned, listed by type and page, and gone when deleted', async () => {
    const { id } = await conversations().createConversation({});
    const member = await conversations().createMember(id!, { ...alice, state: 'joined' } as never);
    for (const text of ['one', 'two', 'three']) {
      await conversations().createEvent(id!, { type: 'custom', from: member.id!, body: { text } } as never);
    }
    const page = await conversations().getEventPage(id!, { eventType: 'custom', pageSize: 2 } as never);
    expect(page.events.map(({ body }) => body)).toEqual([{ text: 'one' }, { text: 'two' }]);
    const all: unknown[] = [];
    for await (const event of conversations().listAllEvents(id!, { pageSize: 2 })) all.push(event.type);
    expect(all).toEqual(['member:joined', 'custom', 'custom', 'custom']);

    const [first] = page.events;
    expect(await conversations().getEvent(id!, String(first!.id))).toMatchObject({
      body: { text: 'one' },
      fromUser: { name: 'alice' },
      fromMember: { id: member.id },
    });
    await conversations().deleteEvent(id!, String(first!.id));
    expect(await refusal(conversations().getEvent(id!, String(first!.id)))).toMatchObject({ status: 404 });
    const shown = await conversations().getConversation(id!);
    expect(shown.sequenceNumber).toBe(4);
  });

  it.each([
    [{ body: {} }, 'type'],
    [{ type: 'Very wrong' }, 'type'],
    [{ type: 'custom', from: 'MEM-nobody' }, 'from'],
    [{ type: 'custom', body: 'text' }, 'body'],
  ])('is refused when it is wrong: %j', async (body, field) => {
    const { id } = await conversations().createConversation({});
    const reply = await simulator.request(`/v1/conversations/${id}/events`, {
      body,
      authorization: simulator.bearer(application),
    });
    expect(reply).toMatchObject({ status: 400, body: { invalid_parameters: [{ name: field }] } });
  });
});
