import { afterAll, beforeAll, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createSender } from '../helpers/sender.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

let app: TestApp;
let applicationId: string;
let sender: ReturnType<typeof createSender>;
const ids: Record<string, string> = {};
beforeAll(async () => {
  app = await createTestApp({ servers: 2 });
  const demo = await (await app.connectAccount()).createApplication();
  applicationId = demo.id;
  sender = createSender({ url: app.url, ...app.simulator.credentials, vonageId: demo.vonageId });
  for (const name of ['sue', 'sam', 'ann']) {
    const role = name === 'ann' ? 'ADMIN' : 'SUPERVISOR';
    const input = `{ name: "${name}", displayName: "${name}", role: ${role}, password: "long enough" }`;
    type Made = { createMember: { member: { id: string } } };
    const { createMember } = await app.ask<Made>(`mutation { createMember(input: ${input}) { member { id } } }`);
    ids[name] = createMember.member.id;
    const signIn = `mutation { signIn(input: { name: "${name}", password: "long enough" }) { id } }`;
    await app.ask(signIn, {}, { slot: name });
  }
});
afterAll(() => app?.close());

const UPDATE = /* GraphQL */ `
  mutation ($id: ID!, $input: MemberDetailsInput!) {
    updateMember(id: $id, input: $input) { role }
  }
`;
const EVENTS = 'subscription ($applicationId: ID!) { eventAdded(applicationId: $applicationId) { id } }';
const CALLS = 'subscription ($applicationId: ID!) { callChanged(applicationId: $applicationId) { id } }';

/** A page's socket on the second server: what it hears, and how it ends. */
async function listen(slot: string, query: string) {
  const headers = { cookie: app.cookie(slot)! };
  const socket = new WebSocket(`${app.servers[1]!.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
    headers,
  });
  const heard = { ready: false, messages: [] as string[], closed: null as string | null, stop: () => socket.close() };
  socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { slot } })));
  socket.on('close', (code, reason) => {
    heard.closed = `${code} ${reason}`;
  });
  socket.on('message', (data) => {
    const message = JSON.parse(String(data));
    if (message.type === 'connection_ack') {
      const payload = { query, variables: { applicationId } };
      socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
      heard.ready = true;
    } else if (message.type !== 'ping') heard.messages.push(String(data));
  });
  await waitFor(() => heard.ready || heard.closed !== null);
  return heard;
}

let calls = 0;
/** Vonage tells of a new call. */
async function callBegins(): Promise<void> {
  calls += 1;
  const call = { uuid: `leg-${calls}`, conversation_uuid: `CON-${calls}`, from: '447700900001', to: '447700900100' };
  const body = { ...call, direction: 'inbound', status: 'started', timestamp: new Date().toISOString() };
  expect((await sender.post(`/webhooks/${applicationId}/event`, body)).status).toBe(200);
}

it('closes the socket of a supervisor who becomes an agent, on every server, and narrows what comes after', async () => {
  const [sue, sam] = [await listen('sue', EVENTS), await listen('sam', EVENTS)];
  await waitFor(async () => {
    await callBegins();
    return sue.messages.length > 0 && sam.messages.length > 0;
  });

  const input = { displayName: 'Sue', role: 'AGENT', applicationId, userName: 'Sue' };
  await app.ask(UPDATE, { id: ids.sue, input });
  await waitFor(() => sue.closed === '4403 Other rights');
  const before = [sue.messages.length, sam.messages.length];
  await waitFor(async () => {
    await callBegins();
    return sam.messages.length > before[1]! + 1;
  });
  expect(sue.messages).toHaveLength(before[0]!);
  expect(sam.closed).toBeNull();

  const again = await listen('sue', EVENTS);
  await waitFor(() => again.messages.length > 0);
  expect(again.messages[0]).toContain('"code":"FORBIDDEN"');
  const own = await listen('sue', CALLS);
  const heard = sam.messages.length;
  await waitFor(async () => {
    await callBegins();
    return sam.messages.length > heard + 1;
  });
  expect(own).toMatchObject({ messages: [], closed: null });
  for (const { stop } of [again, own, sam]) stop();
});

it('leaves a socket alone whose person only changes a name', async () => {
  const sam = await listen('sam', EVENTS);
  await app.ask(UPDATE, { id: ids.sam, input: { displayName: 'Samuel', role: 'SUPERVISOR' } });
  const ann = await listen('ann', EVENTS);
  await app.ask(UPDATE, { id: ids.ann, input: { displayName: 'Ann', role: 'SUPERVISOR' } });
  await waitFor(() => ann.closed === '4403 Other rights');
  expect(sam.closed).toBeNull();
  sam.stop();
});

it('closes the socket of a person who is removed', async () => {
  const sam = await listen('sam', EVENTS);
  await app.ask('mutation ($id: ID!) { removeMember(id: $id) { id } }', { id: ids.sam });
  await waitFor(() => sam.closed === '4403 Signed out');
});
