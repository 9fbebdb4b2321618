import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser, sees, type TestBrowser } from '../helpers/browser.js';
import { type Desk, openDesk, openTelephone, type Telephone } from '../helpers/desk.js';
import { waitFor } from '../helpers/wait-for.js';
import { cleanUp, passableFolder, startDenwaban } from '../start/denwaban-process.js';

type Server = Awaited<ReturnType<typeof startDenwaban>>;
type Calls = { calls: { nodes: { status: string; endedAt: string | null }[] } };
const CALLS = 'query ($id: ID!) { calls(applicationId: $id, first: 5) { nodes { status endedAt } } }';

let options: { dataDir: string; env: Record<string, string> };
let server: Server;
let browser: TestBrowser;
let applicationId: string;
let number: string;
let jane: Desk;
let caller: Telephone;

/** A free port: the server must come back at the same address. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address() as { port: number };
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

beforeAll(async () => {
  options = { dataDir: passableFolder(), env: { PORT: String(await freePort()) } };
  server = await startDenwaban(options);
  const application = await (await server.connectAccount()).createApplication();
  applicationId = application.id;
  number = `+${(await application.rentNumber()).msisdn}`;
  await application.addUser('Jane');
  const signIn = await application.signInAgent('Jane', 'jane');
  browser = await openBrowser(server.url);
  await browser.takeSession(server.cookie('a')!);
  jane = await openDesk(browser, 'jane', signIn);
  caller = await openTelephone(browser, '+44 7700 900001');
}, 180_000);

afterAll(async () => {
  await browser?.close();
  await server?.terminate();
  await cleanUp();
});

test('server killed during a call: both keep talking, and the console recovers when it is back', async () => {
  await caller.dial(number);
  await jane.answer();
  await Promise.all([jane.hearsSomebody(), caller.hearsSomebody()]);

  await server.kill9();
  await Promise.all([jane.hearsSomebody(), caller.hearsSomebody()]);
  await jane.press('Mute');
  await jane.sees('You’re muted');
  await caller.hearsNothing();
  await jane.press('Mute');
  await caller.hearsSomebody();
  await jane.press('Hold');
  await sees(jane.page, /Can’t reach the server/);
  await jane.hearsSomebody();

  server = await startDenwaban(options);
  await jane.press('Hold');
  await jane.sees('They hear music and can’t hear you.');
  await Promise.all([jane.hearsNothing(), caller.hearsMusic()]);
  await jane.press('Hold');
  await jane.hearsSomebody();

  await jane.press('Hang up');
  await caller.is('Ready');
  await server.connectAccount();
  await waitFor(async () => {
    const { calls } = await server.ask<Calls>(CALLS, { id: applicationId });
    return calls.nodes.length === 1 && calls.nodes[0]!.endedAt !== null;
  }, 20_000);
  expect((await server.ask<Calls>(CALLS, { id: applicationId })).calls.nodes[0]!.status).toBe('COMPLETED');
});
