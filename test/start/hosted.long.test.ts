import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { waitFor } from '../helpers/wait-for.js';
import {
  checkout,
  cleanUp,
  databasePid,
  launch,
  PATIENCE_MS,
  passableFolder,
  refusedStart,
  startDenwaban,
} from './denwaban-process.js';

const APP_SECRET = 'long enough for a test';

beforeAll(() => {
  execFileSync(process.execPath, [join(checkout, 'scripts/build.mjs')], { stdio: 'inherit' });
});
afterAll(cleanUp);

/** PgBouncer (from PATH) in transaction mode, before a database of the cluster that is named like its owner. */
async function startPooler(name: string) {
  const { hostname, port: direct, host } = new URL(inject('clusterUrl'));
  const sql = postgres(inject('clusterUrl'), { max: 1, onnotice: () => {} });
  await sql.unsafe(`create role ${name} login password 'pw'`);
  await sql.unsafe(`create database ${name} owner ${name}`);
  const folder = passableFolder();
  const port = await freePort();
  const users = join(folder, 'users');
  writeFileSync(users, `"${name}" "pw"\n`);
  const ini = join(folder, 'pgbouncer.ini');
  const settings = {
    ...{ listen_addr: '127.0.0.1', listen_port: port, unix_socket_dir: '', auth_type: 'plain', auth_file: users },
    ...{ pool_mode: 'transaction', default_pool_size: 5 },
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key} = ${value}`);
  const target = `${name} = host=${hostname} port=${direct} dbname=${name} user=${name} password=pw`;
  writeFileSync(ini, ['[databases]', target, '[pgbouncer]', ...lines].join('\n'));
  for (const file of [ini, users]) chmodSync(file, 0o644);
  // It refuses to run as root.
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  if (nobody.uid) chownSync(folder, nobody.uid, nobody.gid);
  const pooler = spawn('pgbouncer', [ini], { stdio: 'ignore', ...nobody });
  await waitFor(() => listens(port), PATIENCE_MS);
  return {
    pooled: `postgres://${name}:pw@127.0.0.1:${port}/${name}`,
    direct: `postgres://${name}:pw@${host}/${name}`,
    async stop() {
      pooler.kill('SIGKILL');
      await sql.unsafe(`drop database ${name} with (force)`);
      await sql.unsafe(`drop role ${name}`);
      await sql.end();
    },
  };
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => socket.end(() => resolve(true))).once('error', () => resolve(false));
  });

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

describe('behind a pooler in transaction mode', () => {
  it('two servers notify each other with DATABASE_DIRECT_URL, which is required otherwise', async () => {
    const pooler = await startPooler('pooled');
    const env = { DATABASE_URL: pooler.pooled, DATABASE_DIRECT_URL: pooler.direct, APP_SECRET };
    const first = await startDenwaban({ dataDir: join(passableFolder(), 'data'), env });
    await first.connectAccount();
    const headers = { cookie: first.cookie('a')! };
    const second = await startDenwaban({ dataDir: join(passableFolder(), 'data'), env });
    const query = '{ members { id } auditLog { nodes { id } } applications { nodes { id } } }';
    const asked = [first, second].flatMap((server) =>
      Array.from({ length: 100 }, () => server.ask(query, {}, headers)),
    );
    for (const answer of await Promise.all(asked)) expect(answer).toMatchObject({ members: [{}] });
    // The other server has the session in its memory, and hears of its end.
    await first.ask('mutation { signOut }', {}, headers);
    await expect.poll(() => second.ask('{ viewer { id } }', {}, headers)).toEqual({ viewer: null });
    expect(await Promise.all([first.terminate(), second.terminate()])).toEqual([0, 0]);

    const { said, code } = await refusedStart({
      dataDir: join(passableFolder(), 'data'),
      env: { DATABASE_URL: pooler.pooled, APP_SECRET },
    });
    expect(said).toMatch(
      /^DATABASE_URL leads to a pooler .* Set DATABASE_DIRECT_URL to the address of the database itself/,
    );
    expect(code).toBe(1);
    await pooler.stop();
  });
});

it('ends ten seconds after SIGTERM, whatever hangs, and says so', async () => {
  const dataDir = join(passableFolder(), 'data');
  const server = await startDenwaban({ dataDir });
  const database = databasePid(dataDir)!;
  process.kill(database, 'SIGSTOP');
  const start = performance.now();
  expect(await server.terminate()).toBe(1);
  expect(performance.now() - start).toBeLessThan(15_000);
  expect(server.output()).toMatch(/Ending took longer than 10 seconds \(database\); what was still open is cut off\./);
  process.kill(database, 'SIGCONT');
});

describe('without build tools', () => {
  /** What a run stage has: dist, drizzle, scripts, and what the server needs of node_modules. */
  function stage(...folders: string[]) {
    const folder = join(passableFolder(), 'app');
    for (const name of ['package.json', 'scripts', 'drizzle', ...folders]) {
      cpSync(join(checkout, name), join(folder, name), { recursive: true });
    }
    const install = ['install', '--omit=dev', '--no-audit', '--no-fund', '--prefer-offline'];
    execFileSync('npm', install, { cwd: folder, stdio: 'ignore' });
    return folder;
  }

  it('runs the existing build, or says that there is none', async () => {
    const built = stage('dist');
    expect(existsSync(join(built, 'node_modules/typescript'))).toBe(false);
    const pooler = await startPooler('staged');
    const env = { DATABASE_URL: pooler.direct, APP_SECRET, NODE_ENV: 'production' };
    const server = launch({ dataDir: join(passableFolder(), 'data'), env, folder: built, program: 'scripts/run.mjs' });
    await waitFor(() => server.output().includes('"ready"'), PATIENCE_MS);
    server.child.kill('SIGTERM');
    expect(await server.ended).toBe(0);

    const bare = stage('server');
    const refused = launch({ dataDir: join(passableFolder(), 'data'), env, folder: bare, program: 'scripts/run.mjs' });
    expect(await refused.ended).toBe(1);
    expect(refused.output()).toMatch(/^Denwaban is not built, and the tools that build it are not installed/);
    expect(refused.output()).not.toMatch(/^ +at /m);
    await pooler.stop();
  });
});
