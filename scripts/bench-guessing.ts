import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import jwt from 'jsonwebtoken';

/**
 * Whether callers notice that somebody guesses: `node scripts/run.mjs scripts/bench-guessing [--seconds n] [--rounds n]` starts a
 * server of its own, sends 100 signed answer webhooks a second, and compares the time of their answers without guessing,
 * with guessing from one address, and with guessing from ever new addresses, which no lock stops: 50 passwords and 50
 * mobile keys a second. All in turns in the same run; the ratio is what counts, since machines differ.
 */
const WEBHOOKS_PER_SECOND = 100;
const GUESSES_PER_SECOND = 50;
const WARM_UP_SECONDS = 3;
const KINDS = ['nobody guesses', 'from one address', 'from many addresses'] as const;
type Kind = (typeof KINDS)[number];

interface Simulator {
  apiKey: string;
  apiSecret: string;
  signatureSecret: string;
}
interface Run {
  /** Milliseconds of each answer. */
  took: number[];
  statuses: Record<string, number>;
}

const option = (name: string, usual: number) => {
  const at = process.argv.indexOf(name);
  return at < 0 ? usual : Number(process.argv[at + 1]);
};
const seconds = option('--seconds', 10);
const rounds = option('--rounds', 3);

const dataDir = await mkdtemp(join(tmpdir(), 'denwaban-bench-'));
const server = start();
server.once('exit', (code, signal) => process.stdout.write(`The server ended (${code ?? signal}).\n`));
try {
  const url = await listening(server);
  const simulator = JSON.parse(await readFile(join(dataDir, 'simulator.json'), 'utf8')) as Simulator;
  await measure(url, simulator);
} finally {
  server.kill('SIGTERM');
  await new Promise((resolve) => server.once('close', resolve));
  await rm(dataDir, { recursive: true, force: true });
}

function start(): ChildProcess {
  const program = fileURLToPath(new URL('../server/main.js', import.meta.url));
  const env = {
    ...process.env,
    DATA_DIR: dataDir,
    PORT: '0',
    SIMULATOR_PORT: '0',
    TRUST_PROXY: '1',
    LOG_LEVEL: 'error',
  };
  return spawn(process.execPath, [program], { env, stdio: ['ignore', 'pipe', 'inherit'] });
}

async function listening({ stdout }: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of stdout!) {
    said += chunk;
    const [, url] = /Denwaban is ready: +(http:\S+)/.exec(said) ?? [];
    if (url) return url.replace('localhost', '127.0.0.1');
  }
  throw new Error(`The server did not start:\n${said}`);
}

async function measure(url: string, simulator: Simulator): Promise<void> {
  const application = await createApplication(url, simulator);
  const runs = new Map<Kind, Run>(KINDS.map((kind) => [kind, { took: [], statuses: {} }]));
  const guesses = new Map<Kind, Record<string, number>>(KINDS.map((kind) => [kind, {}]));
  const warmUp: Run = { took: [], statuses: {} };
  await answers(url, simulator, application, WARM_UP_SECONDS, warmUp);

  for (let round = 0; round < rounds; round += 1) {
    for (const kind of KINDS) {
      const stop = new AbortController();
      const guessing = kind === 'nobody guesses' ? null : guess(url, kind, guesses.get(kind)!, stop.signal);
      await answers(url, simulator, application, seconds, runs.get(kind)!);
      stop.abort();
      await guessing;
      await sleep(1_000);
    }
  }

  const quiet = percentile(runs.get('nobody guesses')!.took, 99);
  process.stdout.write('guessing             webhooks  p50 ms  p99 ms  p99 ratio  answers          guesses answered\n');
  for (const kind of KINDS) {
    const { took, statuses } = runs.get(kind)!;
    const p99 = percentile(took, 99);
    const columns = [
      kind.padEnd(20),
      String(took.length).padStart(8),
      percentile(took, 50).toFixed(1).padStart(7),
      p99.toFixed(1).padStart(7),
      (p99 / quiet).toFixed(2).padStart(10),
      ` ${counted(statuses).padEnd(16)}`,
      counted(guesses.get(kind)!),
    ];
    process.stdout.write(`${columns.join(' ')}\n`);
  }
}

async function createApplication(
  url: string,
  { apiKey, apiSecret }: Simulator,
): Promise<{ id: string; vonageId: string }> {
  const authorization = `Basic ${Buffer.from(`${apiKey}:${apiSecret}`).toString('base64')}`;
  const query = 'mutation { createApplication(input: { name: "Bench" }) { id vonageId } }';
  const headers = { 'content-type': 'application/json', authorization };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data } = (await response.json()) as { data: { createApplication: { id: string; vonageId: string } } };
  return data.createApplication;
}

/** Sends webhooks at their times, whether or not the earlier ones have been answered. */
async function answers(
  url: string,
  { apiKey, signatureSecret }: Simulator,
  { id, vonageId }: { id: string; vonageId: string },
  duration: number,
  run: Run,
): Promise<void> {
  await paced(WEBHOOKS_PER_SECOND, duration, async () => {
    const uuid = randomUUID();
    const body = JSON.stringify({ from: '447700900001', to: '447700900100', uuid, conversation_uuid: `CON-${uuid}` });
    const claims = {
      iss: 'Vonage',
      jti: randomUUID(),
      api_key: apiKey,
      application_id: vonageId,
      payload_hash: hash(body),
    };
    const authorization = `Bearer ${jwt.sign(claims, signatureSecret)}`;
    const before = performance.now();
    const status = await post(`${url}/webhooks/${id}/answer`, body, { authorization });
    run.took.push(performance.now() - before);
    count(run.statuses, status);
  });
}

/** Guesses until it is told to stop. */
async function guess(url: string, kind: Kind, statuses: Record<string, number>, stop: AbortSignal): Promise<void> {
  const query = 'mutation ($input: SignInInput!) { signIn(input: $input) { id } }';
  let address = 0;
  const from = () => {
    if (kind === 'from many addresses') address += 1;
    return { 'x-forwarded-for': `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address & 255}` };
  };
  await paced(
    GUESSES_PER_SECOND,
    Number.POSITIVE_INFINITY,
    async () => {
      const input = { name: `person-${Math.floor(Math.random() * 20)}`, password: randomUUID() };
      const signIn = post(`${url}/graphql`, JSON.stringify({ query, variables: { input } }), from());
      const key = JSON.stringify({ mobile_api_key: randomUUID(), user_name: 'Jane' });
      const token = post(`${url}/api/jwt`, key, from());
      for (const status of await Promise.all([signIn, token])) count(statuses, status);
    },
    stop,
  );
}

/** Begins something so many times a second, and waits for all of it. */
async function paced(
  perSecond: number,
  duration: number,
  begin: () => Promise<void>,
  stop?: AbortSignal,
): Promise<void> {
  const start = performance.now();
  const begun: Promise<void>[] = [];
  while (!stop?.aborted && begun.length < perSecond * duration) {
    const due = start + (begun.length * 1000) / perSecond;
    const wait = due - performance.now();
    if (wait > 0) await sleep(wait);
    begun.push(begin());
  }
  await Promise.all(begun);
}

/** @returns the status; 0 when the connection was lost */
async function post(address: string, body: string, headers: Record<string, string>): Promise<number> {
  const all = { 'content-type': 'application/json', ...headers };
  try {
    const response = await fetch(address, { method: 'POST', body, headers: all });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}

function percentile(values: number[], percent: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? Number.NaN;
}

function count(statuses: Record<string, number>, status: number): void {
  statuses[status] = (statuses[status] ?? 0) + 1;
}

function counted(statuses: Record<string, number>): string {
  const words = Object.entries(statuses).map(([status, times]) => `${status}: ${times}`);
  return words.join(', ') || '–';
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
