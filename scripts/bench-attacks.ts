import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { connect } from '../server/db/connect.js';
import { embeddedUrl } from '../server/db/embedded.js';
import { asOwner, createApplication } from './bench/application.js';
import type { Scene, SignedIn } from './bench/attacks/attack.js';
import type { Tally } from './bench/attacks/attackers.js';
import { counted, percentile } from './bench/load.js';
import { readOption } from './bench/read-option.js';
import { startServer } from './bench/server.js';
import { callersComeIn, noAnswers } from './bench/webhooks.js';

/**
 * Measures how long callers wait while the server is under attack:
 * `node scripts/run.mjs scripts/bench-attacks [--seconds n]`.
 * Starts its own server and sends it 100 signed answer webhooks a second, first without attacks, then with all attacks of
 * `bench/attacks` at once, for n seconds each (60 by default). Exits with 1 if a webhook is too slow, an attack succeeds,
 * something is written that should not be, or memory keeps growing.
 */
const WEBHOOKS_PER_SECOND = 100;
const WARM_UP_SECONDS = 5;
const SLOWEST_MS = 1_000;
const ALLOWED_P99 = { ms: 100, ratio: 2 };
const ENDS_WITHIN_MS = 15_000;
/** Rights are read before each mutation; one that has already begun may finish. */
const BEGUN_MS = 1_000;

/** Tables whose rows must not change, and how many rows the attackers may cause in others. */
const UNTOUCHED = ['accounts', 'applications', 'api_keys', 'mobile_keys', 'numbers', 'presets'];
const AT_MOST: Record<string, number> = { users: 200, sessions: 50, audit: 2_000 };

const seconds = readOption('--seconds', 60);
const server = await startServer({ TRUST_PROXY: '1' });
const problems: string[] = [];
try {
  await measure();
} finally {
  const took = await server.close();
  print(`The server ended in ${took.toFixed(0)} ms.`);
  if (took > ENDS_WITHIN_MS) problems.push('the server did not end in time');
}
print(problems.length === 0 ? 'Everything held.' : `Did not hold: ${problems.join('; ')}.`);
process.exitCode = problems.length === 0 ? 0 : 1;

async function measure(): Promise<void> {
  const { url, simulator, dataDir } = server;
  const scene = await setUp();
  const signer = { simulator, vonageId: scene.application.vonageId };
  const callers = (duration: number, answers = noAnswers()) =>
    callersComeIn(signer, scene.application.answerUrl, { perSecond: WEBHOOKS_PER_SECOND, duration }, answers);

  await callers(WARM_UP_SECONDS);
  await server.loopDelay();
  const quiet = noAnswers();
  await callers(seconds, quiet);
  const quietDelay = await server.loopDelay();

  const { sql, close } = connect(await embeddedUrl(dataDir), 1);
  const before = await rowCounts(sql);
  const attackers = new Worker(fileURLToPath(new URL('./bench/attacks/attackers.js', import.meta.url)), {
    workerData: { scene },
  });
  await once(attackers, 'online');
  const memory: number[] = [];
  const watching = new AbortController();
  const watched = watchMemory(memory, watching.signal);
  const attacked = noAnswers();
  const removal = sleep(2_000).then(() => remove(scene.removed.name));
  const [removedAt] = await Promise.all([removal, callers(seconds, attacked)]);
  attackers.postMessage('stop');
  const [tallies] = (await once(attackers, 'message')) as [Tally[]];
  const [late] = await sql<{ rows: number }[]>`
    select count(*)::int as rows from invitations where created_at > ${new Date(removedAt.getTime() + BEGUN_MS).toISOString()}`;
  if (late!.rows > 0) problems.push(`the removed admin invited ${late!.rows} people`);
  watching.abort();
  await watched;
  const delay = await server.loopDelay();
  const after = await rowCounts(sql);
  await close();

  report({ quiet, attacked, quietDelay, delay, tallies, memory, before, after });

  async function setUp(): Promise<Scene> {
    const application = await createApplication(url, simulator);
    const owner = asOwner(url, simulator);
    await owner('mutation ($id: ID!) { createUser(applicationId: $id, input: { name: "Jane" }) { id } }', {
      id: application.id,
    });
    const jane = await makeMember({ role: 'AGENT', name: 'jane', applicationId: application.id, userName: 'Jane' });
    const joe = await makeMember({ role: 'AGENT', name: 'joe', applicationId: application.id, userName: 'Joe' });
    const removed = await makeMember({ role: 'ADMIN', name: 'removed' });
    const token = await fetch(`${url}/api/jwt`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ mobile_api_key: application.mobileApiKey, user_name: 'Jane' }),
    });
    const { jwt } = (await token.json()) as { jwt: string };
    return { url, simulatorUrl: simulator.url, simulator, application, jane, joe, janesToken: jwt, removed };
  }
}

async function makeMember(input: { name: string; role: string; [more: string]: string }): Promise<SignedIn> {
  const { url, simulator } = server;
  const { createMember } = await asOwner(url, simulator)<{ createMember: { password: string } }>(
    'mutation ($input: CreateMemberInput!) { createMember(input: $input) { password } }',
    { input: { ...input, displayName: input.name } },
  );
  const { name } = input;
  const { password } = createMember;
  const slot = { 'x-denwaban-slot': name.slice(0, 12) };
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { id } }';
  const reply = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...slot },
    body: JSON.stringify({ query, variables: { input: { name, password } } }),
  });
  const [cookie = ''] = (reply.headers.getSetCookie()[0] ?? '').split(';');
  return { name, password, headers: { ...slot, cookie } };
}

/** @returns when it was done */
async function remove(name: string): Promise<Date> {
  const owner = asOwner(server.url, server.simulator);
  const { members } = await owner<{ members: { id: string; name: string }[] }>('{ members { id name } }');
  const { id } = members.find((member) => member.name === name)!;
  await owner('mutation ($id: ID!) { removeMember(id: $id) { id } }', { id });
  return new Date();
}

async function watchMemory(memory: number[], stop: AbortSignal): Promise<void> {
  while (!stop.aborted) {
    memory.push(await server.memory());
    await sleep(5_000, undefined, { signal: stop }).catch(() => {});
  }
}

async function rowCounts(sql: ReturnType<typeof connect>['sql']): Promise<Record<string, number>> {
  const tables = await sql<{ name: string }[]>`
    select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`;
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await sql<{ rows: number }[]>`select count(*)::int as rows from ${sql(name)}`;
    counts[name] = row!.rows;
  }
  return counts;
}

interface Report {
  quiet: ReturnType<typeof noAnswers>;
  attacked: ReturnType<typeof noAnswers>;
  quietDelay: { p99: number; max: number };
  delay: { p99: number; max: number };
  tallies: Tally[];
  memory: number[];
  before: Record<string, number>;
  after: Record<string, number>;
}

function report({ quiet, attacked, quietDelay, delay, tallies, memory, before, after }: Report): void {
  print('webhooks          sent   p50 ms   p99 ms   max ms   loop p99   loop max   answers');
  for (const [name, { took, statuses }, loop] of [
    ['no attacks', quiet, quietDelay],
    ['attacked', attacked, delay],
  ] as const) {
    const figures = [percentile(took, 50), percentile(took, 99), Math.max(...took), loop.p99, loop.max];
    const columns = figures.map((figure, at) => figure.toFixed(1).padStart(at < 3 ? 8 : 10)).join(' ');
    print(`${name.padEnd(16)}${String(took.length).padStart(6)} ${columns}   ${counted(statuses)}`);
  }
  const p99 = percentile(attacked.took, 99);
  const allowed = Math.max(ALLOWED_P99.ms, ALLOWED_P99.ratio * percentile(quiet.took, 99));
  if (p99 > allowed) problems.push(`p99 was ${p99.toFixed(0)} ms`);
  const slowest = Math.max(...attacked.took);
  if (slowest > SLOWEST_MS) problems.push(`one webhook waited ${slowest.toFixed(0)} ms`);
  if (Object.keys(attacked.statuses).some((status) => status !== '200')) problems.push('a webhook was not answered');

  print('\nattack                                                    answers');
  for (const { what, statuses, got } of tallies) {
    print(`${what.padEnd(58)}${counted(statuses)}${Object.keys(got).length > 0 ? `   GOT ${counted(got)}` : ''}`);
    // They are an admin until they are removed.
    const ownRight = what.startsWith('mutations of an admin');
    if (Object.keys(got).length > 0 && !ownRight) problems.push(`${what}: got ${Object.keys(got).join(', ')}`);
  }

  const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
  print(`\nrows: ${changed.map((table) => `${table} ${before[table]} → ${after[table]}`).join(', ')}`);
  for (const table of changed) {
    const grown = after[table]! - (before[table] ?? 0);
    const most = AT_MOST[table];
    if (UNTOUCHED.includes(table)) problems.push(`${table} changed by ${grown}`);
    if (most !== undefined && grown > most) problems.push(`${table} grew by ${grown}`);
  }
  print(`memory every five seconds, MB: ${memory.join(' ')}`);
  const [half, end] = [memory.slice(0, memory.length / 2), memory.slice(memory.length / 2)];
  const grown = Math.max(...end) / Math.max(...half);
  if (grown > 1.25) problems.push(`the memory grew to ${grown.toFixed(2)} times in the second half`);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
