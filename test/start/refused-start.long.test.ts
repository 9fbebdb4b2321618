import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it, vi } from 'vitest';
import { startEmbeddedPostgres } from '../../server/db/embedded.js';
import { migrate } from '../../server/db/migrate.js';
import {
  checkout,
  cleanUp,
  databaseFolder,
  databasePid,
  PATIENCE_MS,
  passableFolder,
  refusedStart,
  startDenwaban,
} from './denwaban-process.js';

vi.setConfig({ testTimeout: PATIENCE_MS, hookTimeout: PATIENCE_MS });

const log = { info() {}, error() {} };

beforeAll(() => {
  execFileSync(process.execPath, [join(checkout, 'scripts/build.mjs')], { stdio: 'inherit' });
});
afterAll(cleanUp);

/** Databases and roles that Denwaban cannot work with. */
beforeAll(async () => {
  const sql = postgres(inject('clusterUrl'), { max: 1, onnotice: () => {} });
  await sql.unsafe("create database ascii encoding 'SQL_ASCII' locale_provider libc locale 'C' template template0");
  await sql.unsafe("create role guest login password 'pw'");
  await sql.unsafe("create role few login password 'pw' connection limit 2");
  await sql.unsafe('create database ownfew owner few');
  await sql.end();
  return async () => {
    const end = postgres(inject('clusterUrl'), { max: 1, onnotice: () => {} });
    for (const what of ['database ascii', 'database ownfew', 'role few', 'role guest'])
      await end.unsafe(`drop ${what}`);
    await end.end();
  };
});

let dataDir: string;
beforeEach(() => {
  dataDir = join(passableFolder(), 'data');
});

describe('a refused start', () => {
  it('is refused on a DATA_DIR that another server uses, which keeps running', async () => {
    const first = await startDenwaban({ dataDir });
    const { said, code } = await refusedStart({ dataDir });
    expect(said).toMatch(/^Another Denwaban already uses .* \(process \d+\)\. Stop it first, or set DATA_DIR/);
    expect(code).toBe(1);
    expect(await first.ready()).toMatchObject({ status: 'ready', database: 'ok' });
    expect((await fetch(`${first.simulator.url}/simulator/healthz`)).status).toBe(200);
    await first.pressCtrlC();
  });

  it.each(['PORT', 'SIMULATOR_PORT'])('names %s when that is taken, and leaves nothing running', async (setting) => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const { said, code } = await refusedStart({ dataDir, env: { [setting]: String(port) } });
    expect(said).toMatch(new RegExp(`port.*taken.*set ${setting} to another port\\.$`, 'is'));
    const sentences = said.split('\n').filter((line) => !line.startsWith('{'));
    expect(sentences, 'a sentence and no stack').toHaveLength(1);
    expect(code).toBe(1);
    expect(databasePid(dataDir)).toBe(null);
    other.close();
  });

  it.each([
    ['PUBLIC_URL', 'contact.example.com', /^PUBLIC_URL is "contact\.example\.com"; .*https:\/\//],
    ['PORT', 'many', /^PORT is "many"; it must be a whole number/],
    ['SIMULATOR', 'perhaps', /^SIMULATOR is "perhaps"; it must be one of: on, off\./],
  ])('names %s when its value makes no sense', async (setting, value, sentence) => {
    const { said, code } = await refusedStart({ dataDir, env: { [setting]: value } });
    expect(said).toMatch(sentence);
    expect(code).toBe(1);
  });

  it('requires TRUST_PROXY if PUBLIC_URL is https, and accepts any value', async () => {
    const https = { PUBLIC_URL: 'https://calls.example' };
    const { said, code } = await refusedStart({ dataDir, env: https });
    expect(said).toMatch(/^TRUST_PROXY is missing\. PUBLIC_URL is https, .*such as 1.*or to off/);
    expect(code).toBe(1);
    const server = await startDenwaban({ dataDir, env: { ...https, TRUST_PROXY: 'off' } });
    expect(await server.terminate()).toBe(0);
  });

  it('names DATABASE_URL when no database answers there', async () => {
    const env = { DATABASE_URL: 'postgres://denwaban:hush@127.0.0.1:1/denwaban', APP_SECRET: 'long enough for a test' };
    const { said, code } = await refusedStart({ dataDir, env });
    expect(said).toMatch(/^The database of DATABASE_URL cannot be used: .*ECONNREFUSED/);
    expect(said).not.toContain('hush');
    expect(code).toBe(1);
  });

  it.each([
    ['a wrong password', 'postgres://denwaban:s3cr%2Fet@HERE/postgres', /password authentication failed/],
    ['a database that is not there', 'postgres://ROLE@HERE/nowhere', /create database "nowhere"/],
    [
      'a password that was not encoded',
      'postgres://denwaban:s3cr/et#pa?ss@HERE/postgres',
      /^DATABASE_URL isn’t an address .*%2F/,
    ],
    ['text of another encoding', 'postgres://ROLE@HERE/ascii', /uses the encoding SQL_ASCII; Denwaban needs UTF8/],
    [
      'no right to create tables',
      'postgres://guest:pw@HERE/postgres',
      /gives "guest" no right to create tables\. Make it the owner/,
    ],
    ['too few connections', 'postgres://few:pw@HERE/ownfew', /allows "few" 2 connections at a time; Denwaban needs 3/],
    [
      'a setting that it does not know',
      'postgres://ROLE@HERE/postgres?options=-c%20nonsense%3D1',
      /nonsense.*check its options/,
    ],
    ['no TLS', 'postgres://ROLE@HERE/postgres?sslmode=require', /may not support TLS/],
    ['no changes', 'postgres://ROLE@HERE/postgres?options=-c%20default_transaction_read_only%3Don', /is read-only/],
  ])('says so in a sentence when the database has %s', async (_, address, sentence) => {
    const { host, username, password } = new URL(inject('clusterUrl'));
    const DATABASE_URL = address.replace('HERE', host).replace('ROLE', `${username}:${password}`);
    const { said, code } = await refusedStart({ dataDir, env: { DATABASE_URL, APP_SECRET: 'long enough for a test' } });
    expect(said).toMatch(sentence);
    expect(said).not.toMatch(/s3cr|^ +at /m);
    expect(said).not.toContain(password);
    expect(code).toBe(1);
  });

  it('names DATA_DIR if it is not a writable folder', async () => {
    const file = join(passableFolder(), 'file');
    writeFileSync(file, '');
    const { said, code } = await refusedStart({ dataDir: join(file, 'data') });
    expect(said).toMatch(/^DATA_DIR is .*, which isn’t a writable folder \(ENOTDIR\)\. /);
    expect(code).toBe(1);
  });

  it('says so when the database was written by a newer PostgreSQL', async () => {
    await (await startEmbeddedPostgres({ dataDir, log })).stop();
    writeFileSync(join(databaseFolder(dataDir), 'data/PG_VERSION'), '99\n');
    const { said, code } = await refusedStart({ dataDir });
    expect(said).toMatch(/written by PostgreSQL 99, which is newer than this version’s \d+\. Start the newer version/);
    expect(code).toBe(1);
  });

  it('says so when the data were written by a newer version of Denwaban', async () => {
    const database = await startEmbeddedPostgres({ dataDir, log });
    await migrate(database.url);
    const sql = postgres(database.url, { max: 1 });
    await sql`insert into drizzle.__drizzle_migrations (hash, created_at) values ('future', 9999999999999)`;
    await sql.end();
    await database.stop();
    const { said, code } = await refusedStart({ dataDir });
    expect(said).toMatch(/^The data was written by a newer version of Denwaban\. Start that version/);
    expect(code).toBe(1);
    expect(databasePid(dataDir)).toBe(null);
  });
});
