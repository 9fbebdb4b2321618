import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { openHandset } from '../helpers/handset.js';
import { createTestApp, type TestApp } from '../helpers/test-app.js';
import { waitFor } from '../helpers/wait-for.js';

const LIST = 'query ($id: ID!) { users(applicationId: $id, first: 100) { nodes { name } } }';
const COLLEAGUES = 'query ($id: ID!) { colleagues(applicationId: $id) { name } }';
interface List {
  users: { nodes: { name: string }[] };
}
interface Colleagues {
  colleagues: { name: string }[];
}

let app: TestApp;
let demo: Awaited<ReturnType<Awaited<ReturnType<TestApp['connectAccount']>>['createApplication']>>;
let number: string;

beforeAll(async () => {
  app = await createTestApp({ manners: { caller_users: 'generated', moved_pair: 'stays' } });
  demo = await (await app.connectAccount()).createApplication();
  number = (await demo.rentNumber()).msisdn;
  await demo.addJaneAndJoe();
});
afterEach(async () => {
  for (const user of ofVonage()) app.simulator.cloud.removeUser(user);
});
afterAll(() => app?.close());

const ofVonage = () => [...app.simulator.cloud.users.values()].filter(({ name }) => name.startsWith('NAM-'));
/** A user at Vonage without a name of their own. */
function generated(): { id: string; name: string } {
  const user = {
    ...{ id: `USR-${randomUUID()}`, applicationId: demo.vonageId },
    ...{ region: 'eu-west' as const, name: `NAM-${randomUUID()}` },
  };
  app.simulator.cloud.putUser(user);
  return user;
}
/** Vonage is read again after its last answer has become old. */
async function names(): Promise<string[]> {
  app.clock.advance(60_000);
  const { users } = await app.ask<List>(LIST, { id: demo.id });
  const { colleagues } = await app.ask<Colleagues>(COLLEAGUES, { id: demo.id });
  const listed = users.nodes.map(({ name }) => name);
  expect(colleagues.map(({ name }) => name)).toEqual(listed);
  return listed;
}

it('callers for whom Vonage creates users are no colleagues', async () => {
  const caller = await openHandset(app.control, { number: '447700900001' });
  for (let n = 0; n < 3; n += 1) {
    await caller.dial(number);
    await waitFor(() => ofVonage().length === n + 1);
    await caller.hangUp();
    await caller.is('idle');
  }
  expect(await names()).toEqual(['Jane', 'Joe']);
});

it('a user without a name of their own is shown once a mobile app signs in as them', async () => {
  const { name } = generated();
  expect(await names()).not.toContain(name);
  const signIn = await fetch(`${app.url}/api/jwt`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ mobile_api_key: demo.mobileApiKey, user_name: name }),
  });
  expect(signIn.status).toBe(200);
  for (let n = 0; n < 2; n += 1) expect(await names()).toContain(name);
});

it('or once they have a call', async () => {
  const { name } = generated();
  expect(await names()).not.toContain(name);
  const phone = await openHandset(app.control, { user: name, application_id: demo.vonageId });
  await phone.serverCall({ to: '447700900001' });
  await waitFor(async () => (await names()).includes(name));
  await phone.hangUp().catch(() => {});
});

it('or while a live preset rings them', async () => {
  const { name } = generated();
  const save = (ncco: object[]) =>
    app.ask(
      'mutation ($id: ID!, $input: SavePresetInput!) { savePreset(applicationId: $id, kind: CUSTOM, input: $input) { liveVersion } }',
      { id: demo.id, input: { ncco, basedOn: saved++, makeLive: true } },
    );
  let saved = 0;
  await save([{ action: 'connect', endpoint: [{ type: 'app', user: name }] }]);
  expect(await names()).toContain(name);
  await save([{ action: 'talk', text: 'Hello' }]);
  expect(await names()).not.toContain(name);
});

it('or once they are given a name here', async () => {
  const { name } = generated();
  await app.ask(
    'mutation ($id: ID!, $input: CreateUserInput!) { createUser(applicationId: $id, input: $input) { id } }',
    {
      id: demo.id,
      input: { name: `NAM-${randomUUID()}`, displayName: 'Made here' },
    },
  );
  const listed = await names();
  expect(listed).not.toContain(name);
  expect(listed.filter((one) => one.startsWith('NAM-'))).toHaveLength(1);
});
