import { execFileSync } from 'node:child_process';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { lockNumber } from '../../server/db/advisory-locks.js';
import { waitFor } from '../helpers/wait-for.js';
import { checkout, cleanUp, launch, PATIENCE_MS, passableFolder, startDenwaban } from './denwaban-process.js';

vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });

/** What `migrate` takes. */
const APP_SECRET = 'long enough for a test';

beforeAll(() => {
  execFileSync(process.execPath, [join(checkout, 'scripts/build.mjs')], { stdio: 'inherit' });
});
afterAll(cleanUp);

let dataDir: string;
beforeEach(() => {
  dataDir = join(passableFolder(), 'data');
});

/** A database of the cluster, owned by a role that may have six connections: what two servers need. */
async function smallPlan(name: string) {
  const sql = postgres(inject('clusterUrl'), { max: 1, onnotice: () => {} });
  await sql.unsafe(`create role ${name} login password 'pw' connection limit 6`);
  await sql.unsafe(`create database ${name} owner ${name}`);
  const { host } = new URL(inject('clusterUrl'));
  return {
    url: `postgres://${name}:pw@${host}/${name}`,
    sql,
    async drop() {
      await sql.unsafe(`drop database ${name} with (force)`);
      await sql.unsafe(`drop role ${name}`);
      await sql.end();
    },
  };
}

describe('your own database', () => {
  it('with six connections serves a hundred requests at once, of two servers', async () => {
    const plan = await smallPlan('small');
    const env = { DATABASE_URL: plan.url, APP_SECRET };
    const first = await startDenwaban({ dataDir, env });
    await first.connectAccount();
    const headers = { cookie: first.cookie('a')! };
    const second = await startDenwaban({ dataDir: join(passableFolder(), 'data'), env });
    const query = '{ members { id } auditLog { nodes { id } } applications { nodes { id } } }';
    const asked = [first, second].flatMap((server) => Array.from({ length: 50 }, () => server.ask(query, {}, headers)));
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ members: [{}] });
    expect(await Promise.all([first.terminate(), second.terminate()])).toEqual([0, 0]);
    await plan.drop();
  });

  it('is waited for while another server migrates it, and the wait can be ended at any time', async () => {
    const plan = await smallPlan('busy');
    const holder = postgres(plan.url, { max: 1, connection: { application_name: 'the other' } });
    await holder`select pg_advisory_lock(${lockNumber.migration})`;
    const env = { DATABASE_URL: plan.url, APP_SECRET, SIMULATOR: 'off' };
    const ended = launch({ dataDir, env });
    await waitFor(() => ended.output().includes('Waiting for another server (the other, pid'), PATIENCE_MS);
    const start = performance.now();
    ended.child.kill('SIGTERM');
    expect(await ended.ended).toBe(0);
    expect(performance.now() - start).toBeLessThan(8_000);

    const patient = launch({ dataDir, env });
    await waitFor(() => patient.output().includes('Waiting for another server'), PATIENCE_MS);
    await holder.end();
    await waitFor(() => patient.output().includes('is ready'), PATIENCE_MS);
    patient.child.kill('SIGTERM');
    expect(await patient.ended).toBe(0);
    await plan.drop();
  });

  it('that does not respond does not prevent a server from ending', async () => {
    const silent = createServer();
    const connected = new Promise<Socket>((resolve) => silent.once('connection', resolve));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as { port: number };
    const DATABASE_URL = `postgres://me:pw@127.0.0.1:${port}/one?connect_timeout=0`;
    const server = launch({ dataDir, env: { DATABASE_URL, APP_SECRET } });
    (await connected).on('error', () => {});
    const start = performance.now();
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);
    expect(performance.now() - start).toBeLessThan(8_000);
    expect(server.output()).toBe('');
    silent.close();
  });
});

describe('a start that is ended', () => {
  it.each([100, 300, 600, 1200])('after %i ms ends within seconds, and leaves nothing running', async (ms) => {
    const server = launch({ dataDir });
    await new Promise((resolve) => setTimeout(resolve, ms));
    server.child.kill('SIGTERM');
    const code = await server.ended;
    // Before Node has begun to run us it is the system that ends it.
    expect([0, null]).toContain(code);
    expect(server.output()).not.toMatch(/^ +at |Ending took/m);
    expect(leftRunning(dataDir)).toEqual([]);
  });
});

/** Processes that were started for a DATA_DIR. */
function leftRunning(folder: string): string[] {
  const all = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' }).split('\n');
  return all.filter((line) => line.includes(folder));
}
