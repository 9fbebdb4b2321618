import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import postgres from 'postgres';
import { WebSocket } from 'ws';
import { embeddedUrl } from '../server/db/embedded.js';
import { asOwner, type BenchApplication, createApplication } from './bench/application.js';
import { paced, post } from './bench/load.js';
import { readOption } from './bench/read-option.js';
import { startServer } from './bench/server.js';
import { signed } from './bench/webhooks.js';

/**
 * Measures what an event costs while many agents have the console open: `node scripts/run.mjs scripts/bench-live
 * [--agents n] [--seconds n] [--rounds n]` starts its own server, opens a socket with `callChanged` for each agent,
 * sends 10 signed event webhooks a second, and prints processor time and database transactions per event in four
 * situations: no subscribers; all agents subscribed, and the events belong to none of them; the same, but every event
 * belongs to one agent; the owner subscribed on as many sockets.
 */
const EVENTS_PER_SECOND = 10;
const AGENTS_AT_ONCE = 4;
/** PostgreSQL's statistics are up to a second old. */
const STATISTICS_MS = 1_500;
const UNKNOWN_CALLER = '447700900100';

const agents = readOption('--agents', 100);
const seconds = readOption('--seconds', 20);
const rounds = readOption('--rounds', 3);

interface Cost {
  milliseconds: number;
  transactions: number;
  frames: number;
}
interface Subscriber {
  close(): void;
}

const CALLS =
  'subscription Calls($applicationId: ID!) { callChanged(applicationId: $applicationId) { id status live } }';
let frames = 0;

const server = await startServer({
  TRUST_PROXY: '1',
  REQUESTS_PER_MINUTE: '1000000',
  VONAGE_CALLS_PER_SECOND: '1000',
  VONAGE_REQUESTS_PER_SECOND: '1000',
});
const sql = postgres(await embeddedUrl(server.dataDir), { max: 1 });
try {
  await measure();
} finally {
  await sql.end();
  await server.close();
}

async function measure(): Promise<void> {
  const application = await createApplication(server.url, server.simulator);
  const ask = asOwner(server.url, server.simulator);
  const names = Array.from({ length: agents }, (_, n) => `agent-${n}`);
  const user = { applicationId: application.id, input: { name: names[0] } };
  await ask(
    'mutation ($applicationId: ID!, $input: CreateUserInput!) { createUser(applicationId: $applicationId, input: $input) { id } }',
    user,
  );
  const cookies: string[] = [];
  for (let at = 0; at < names.length; at += AGENTS_AT_ONCE) {
    const some = names.slice(at, at + AGENTS_AT_ONCE);
    cookies.push(...(await Promise.all(some.map((name, n) => signIn(ask, application, name, at + n)))));
  }
  const { apiKey, apiSecret } = server.simulator;
  const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
  const byOwner = Array.from({ length: Math.min(agents, 45) }, () => ({ authorization }));
  const byAgents = cookies.map((cookie) => ({ cookie }));

  const cases = [
    { name: 'no subscribers', who: [], to: UNKNOWN_CALLER },
    { name: `${agents} agents, none concerned`, who: byAgents, to: UNKNOWN_CALLER },
    { name: `${agents} agents, one concerned`, who: byAgents, to: names[0]! },
    { name: `${byOwner.length} sockets of the owner`, who: byOwner, to: UNKNOWN_CALLER },
  ];
  const found = new Map(cases.map(({ name }) => [name, [] as Cost[]]));
  await cost(application, UNKNOWN_CALLER, 3);
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, who, to } of cases) {
      const open = await Promise.all(who.map((headers) => listen(application, headers)));
      await sleep(1_000);
      found.get(name)!.push(await cost(application, to, seconds));
      for (const one of open) one.close();
      await sleep(500);
    }
  }

  process.stdout.write('case                            CPU ms/event          transactions/event    frames/event\n');
  for (const [name, costs] of found) {
    const each = (of: (one: Cost) => number) => costs.map((one) => of(one).toFixed(1)).join(' ');
    process.stdout.write(
      `${name.padEnd(31)} ${each((one) => one.milliseconds).padEnd(21)} ${each((one) => one.transactions).padEnd(21)} ${each((one) => one.frames)}\n`,
    );
  }
}

/** Creates a member for a user, and signs them in. @returns the cookie of their session */
async function signIn(
  ask: ReturnType<typeof asOwner>,
  application: BenchApplication,
  userName: string,
  n: number,
): Promise<string> {
  const input = { name: userName, displayName: userName, role: 'AGENT', applicationId: application.id, userName };
  const { createMember } = await ask<{ createMember: { password: string } }>(
    'mutation ($input: CreateMemberInput!) { createMember(input: $input) { password } }',
    { input },
  );
  const body = JSON.stringify({
    query: 'mutation ($input: SignInInput!) { signIn(input: $input) { id } }',
    variables: { input: { name: userName, password: createMember.password } },
  });
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': `10.0.1.${n}` };
  const reply = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body });
  const [cookie] = reply.headers.getSetCookie();
  if (!cookie) throw new Error(await reply.text());
  return cookie.split(';')[0]!;
}

/** Opens a socket that subscribes to the application's calls. */
async function listen(application: BenchApplication, headers: Record<string, string>): Promise<Subscriber> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', (code, why) => reject(new Error(`${code} ${why}`)));
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: { slot: 'a' } })));
    socket.on('message', (data) => {
      const { type } = JSON.parse(String(data));
      if (type === 'ping') socket.send('{"type":"pong"}');
      if (type === 'next') frames += 1;
      if (type === 'error') reject(new Error(String(data)));
      if (type !== 'connection_ack') return;
      const payload = { query: CALLS, variables: { applicationId: application.id } };
      socket.send(JSON.stringify({ id: randomUUID(), type: 'subscribe', payload }));
      resolve();
    });
  });
  return { close: () => socket.close() };
}

/** Sends events of new calls. @param to a number, or the name of a user */
async function cost(application: BenchApplication, to: string, duration: number): Promise<Cost> {
  const signer = { simulator: server.simulator, vonageId: application.vonageId };
  const count = duration * EVENTS_PER_SECOND;
  const before = await look();
  await paced({ perSecond: EVENTS_PER_SECOND, duration }, async () => {
    const uuid = randomUUID();
    const call = { uuid, conversation_uuid: `CON-${uuid}`, from: '447700900001', to };
    const direction = to === UNKNOWN_CALLER ? 'inbound' : 'outbound';
    const body = JSON.stringify({ ...call, direction, status: 'started', timestamp: new Date().toISOString() });
    const { status } = await post(application.eventUrl, body, signed(signer, body));
    if (status !== 200) throw new Error(`An event was answered with ${status}.`);
  });
  const after = await look();
  const each = (of: (one: Cost) => number) => (of(after) - of(before)) / count;
  return {
    milliseconds: each((one) => one.milliseconds),
    transactions: each((one) => one.transactions),
    frames: each((one) => one.frames),
  };
}

async function look(): Promise<Cost> {
  await sleep(STATISTICS_MS);
  const [row] = await sql<{ all: number }[]>`
    select (xact_commit + xact_rollback)::int as all from pg_stat_database where datname = current_database()`;
  return { milliseconds: await server.processorTime(), transactions: row!.all, frames };
}
