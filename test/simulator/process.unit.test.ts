import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../..');

let dataDir: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'denwaban-simulator-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

/** The simulator, as a server starts it. */
function run(env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'server/simulator/main'], {
    cwd: root,
    env: { ...process.env, SIMULATOR_PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += chunk));
  const ended = new Promise<{ code: number | null; said: string }>((done) =>
    child.once('close', (code) => done({ code, said })),
  );
  const ready = new Promise<string>((done, fail) => {
    child.stdout.on('data', () => {
      const [, url] = said.match(/^ready (\S+)\n/m) ?? [];
      if (url) done(url);
    });
    child.once('close', () => fail(new Error(said)));
  });
  ready.catch(() => {});
  return { child, ready, ended };
}

const announced = async () => JSON.parse(await readFile(join(dataDir, 'simulator.json'), 'utf8'));

describe('the simulator as a process', () => {
  it('announces its URL and credentials, ends on SIGTERM, and restarts with the same account', async () => {
    const first = run({ HOST: '0.0.0.0' });
    const url = await first.ready;
    expect(new URL(url).hostname).toBe('127.0.0.1');
    const facts = await announced();
    expect(facts).toMatchObject({ url, pid: first.child.pid });
    const authorization = `Basic ${Buffer.from(`${facts.apiKey}:${facts.apiSecret}`).toString('base64')}`;
    const made = await fetch(`${url}/v2/applications`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'Kept' }),
    });
    expect(made.status).toBe(201);
    first.child.kill('SIGTERM');
    expect(await first.ended).toMatchObject({ code: 0 });

    const second = run();
    const list = await fetch(`${await second.ready}/v2/applications`, { headers: { authorization } });
    expect(await list.json()).toMatchObject({ _embedded: { applications: [{ name: 'Kept' }] } });
    second.child.kill('SIGINT');
    expect(await second.ended).toMatchObject({ code: 0 });
  });

  it('refuses to start with an error that says what to do', async () => {
    const first = run();
    const { port } = new URL(await first.ready);
    const elsewhere = await mkdtemp(join(tmpdir(), 'denwaban-simulator-'));
    const file = join(elsewhere, 'a file');
    await writeFile(file, '');
    const refused = [
      [run({ SIMULATOR_PORT: port, DATA_DIR: elsewhere }), /port is taken.*SIMULATOR_PORT/],
      [run(), /runs in .* already.*DATA_DIR/],
      [run({ DATA_DIR: join(file, 'data') }), /DATA_DIR/],
      [run({ SIMULATOR_PORT: 'many' }), /SIMULATOR_PORT/],
    ] as const;
    for (const [process, sentence] of refused) {
      const { code, said } = await process.ended;
      expect(said).toMatch(sentence);
      expect(said.trim().split('\n')).toHaveLength(1);
      expect(code).toBe(1);
    }
    await rm(elsewhere, { recursive: true });
  });

  it('refuses damaged state or state of a newer version, and leaves it unchanged', async () => {
    const first = run();
    await first.ready;
    first.child.kill('SIGTERM');
    await first.ended;
    const file = join(dataDir, 'simulator', 'account.json');
    const account = JSON.parse(await readFile(file, 'utf8'));
    for (const [content, sentence] of [
      [JSON.stringify({ ...account, format: 99 }), /newer version/],
      ['{"apiKey":', /account\.json is not readable/],
    ] as const) {
      await writeFile(file, content);
      expect(await run().ended).toMatchObject({ code: 1, said: expect.stringMatching(sentence) });
      expect(await readFile(file, 'utf8')).toBe(content);
    }
  });

  it('outlives its parent process', async () => {
    const script = `
      const { spawn } = require('node:child_process');
      const child = spawn(process.execPath, ['scripts/run.mjs', 'server/simulator/main'], { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
      child.stdout.on('data', (said) => /^ready /m.test(said) && process.kill(process.pid, 'SIGKILL'));
    `;
    const parent = spawn(process.execPath, ['-e', script], {
      cwd: root,
      env: { ...process.env, SIMULATOR_PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'info' },
    });
    await new Promise((done) => parent.once('close', done));
    const { url, pid } = await announced();
    for (let asked = 0; asked < 3; asked += 1) {
      const reply = await fetch(`${url}/simulator/healthz`);
      expect(await reply.json()).toEqual({ pid });
    }
    process.kill(pid, 'SIGTERM');
  });
});
