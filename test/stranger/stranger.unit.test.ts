import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

let dataDir: string;
let simulator: ChildProcess;
let printed = '';

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'denwaban-stranger-'));
  simulator = spawn(process.execPath, ['scripts/run.mjs', 'server/simulator/main', '--print'], {
    cwd: root,
    env: { PATH: process.env.PATH, SIMULATOR_PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((done, fail) => {
    simulator.stdout!.on('data', (chunk) => {
      printed += chunk;
      if (printed.includes('new VonageClient(')) done();
    });
    simulator.once('close', () => fail(new Error(printed)));
  });
}, 120_000);
afterAll(async () => {
  const ended = new Promise((done) => simulator.once('close', done));
  simulator.kill('SIGTERM');
  await ended;
  await rm(dataDir, { recursive: true, force: true });
});

const after = (label: string) => new RegExp(`^${label} +(\\S+)`, 'm').exec(printed)?.[1] ?? '';

it('another project rings a simulated phone with what the simulator prints, and the unmodified SDK', async () => {
  const env = {
    PATH: process.env.PATH,
    VONAGE_URL: after('Simulated Vonage'),
    VONAGE_API_KEY: after('API key'),
    VONAGE_API_SECRET: after('API secret'),
    CONTROL_TOKEN: after('Control token'),
  };
  const { stdout } = await promisify(execFile)(process.execPath, ['test/stranger/ring.mjs'], { cwd: root, env });
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => line.replace(/^\d+ ms: |[\da-f-]{36}|\d{6,}/g, '')),
  ).toEqual([
    'application  created',
    'number  rented and linked',
    'the customer hears the shop',
    'the customer’s call is over',
    'the customer’s phone rings',
    'the customer hears the news',
  ]);
});

it('the page of phones is served by the simulator itself, and needs the token of its address', async () => {
  const { origin, hash } = new URL(after('Test phones'));
  const page = await fetch(origin);
  expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
  const text = await page.text();
  expect(text).not.toContain(hash.slice(1));
  const [, script] = /<script type="module"[^>]* src="([^"]+)"/.exec(text)!;
  expect((await fetch(origin + script)).headers.get('cache-control')).toContain('immutable');
  const phones = (authorization: string) => fetch(`${origin}/simulator/phones`, { headers: { authorization, origin } });
  expect((await phones(`Bearer ${hash.slice(1)}`)).status).toBe(200);
  expect((await phones('Bearer no')).status).toBe(401);
  for (const path of ['/assets/../index.html', '/assets/nothing.js', '/index.html', '/.vite/manifest.json']) {
    expect((await fetch(origin + path)).status).toBe(404);
  }
});

it('the simulator prints no secrets when a server starts it', async () => {
  const started = spawn(process.execPath, ['scripts/run.mjs', 'server/simulator/main'], {
    cwd: root,
    env: { PATH: process.env.PATH, SIMULATOR_PORT: '0', DATA_DIR: join(dataDir, 'other'), LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [started.stdout, started.stderr]) stream.on('data', (chunk) => (said += chunk));
  await new Promise<void>((done) => started.stdout.once('data', () => done()));
  started.kill('SIGTERM');
  await new Promise((done) => started.once('close', done));
  expect(said.replace(/^Built .*\n/gm, '')).toMatch(/^ready http:\/\/127\.0\.0\.1:\d+\n$/);
});
