import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../../server/db/embedded.js';
import { migrate } from '../../server/db/migrate.js';
import { databaseUrl, TEMPLATE } from './database.js';

/** One cluster for the run (TEST_DATABASE_URL, or an embedded one of its own), one template, a copy for each test file. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const dataDir = await mkdtemp(join(tmpdir(), 'denwaban-test-'));
  // Run as root, the database's user must be able to pass.
  await chmod(dataDir, 0o755);
  const embedded = given ? null : await startEmbeddedPostgres({ dataDir, log: { info() {}, error() {} } });
  const clusterUrl = given ?? embedded!.url;

  const sql = postgres(clusterUrl, { max: 1, onnotice: () => {} });
  await sql.unsafe(`drop database if exists "${TEMPLATE}" with (force)`);
  await sql.unsafe(`create database "${TEMPLATE}"`);
  await sql.end();
  await migrate(databaseUrl(clusterUrl, TEMPLATE));
  project.provide('clusterUrl', clusterUrl);

  return async () => {
    await embedded?.stop();
    const folders = [dataDir, embedded?.folder ?? dataDir];
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  };
}
