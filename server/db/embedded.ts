import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import postgres from 'postgres';
import { ConfigError } from '../config.js';
import { lockNumber } from './advisory-locks.js';
import { findHome, giveTo, type Home, type Log, runProgram } from './embedded-home.js';

const ROLE = 'denwaban';
/** What a statement held, such as a phone number, does not go into the cluster's own log. */
const QUIET = '-c log_error_verbosity=terse -c log_min_error_statement=panic';
const START_MS = 60_000;
const OTHER_SERVER_MS = 2_000;

interface Starting {
  dataDir: string;
  log: Log;
  /** Ends the waiting for it. */
  signal?: AbortSignal;
}

/**
 * Starts the embedded PostgreSQL of a DATA_DIR, or takes over the one that a killed server left running. It runs in a
 * process group of its own, so that a Ctrl-C does not end it before we do. It listens on a random loopback port.
 * @returns `url` of its database, `folder` with the cluster, and `stop()`, to be called last
 * @throws ConfigError with the cure: another server uses DATA_DIR, it is not writable, its data are from another major
 *   version, or this platform has no binaries
 */
export async function startEmbeddedPostgres({ dataDir, log, signal }: Starting) {
  const home = await findHome(dataDir, log);
  const cluster = clusterIn(home);
  if (existsSync(cluster.data)) cluster.refuseOtherVersion();
  else await cluster.create();
  await cluster.forgetTheDead();

  const deadline = performance.now() + START_MS;
  for (;;) {
    signal?.throwIfAborted();
    const running = cluster.running();
    if (!running) await cluster.start();
    const port = cluster.running()?.port ?? 0;
    const lock = await takeLock(cluster.url('postgres', port), dataDir).catch((error: Error) => {
      if (error instanceof ConfigError) throw error;
      if (performance.now() < deadline) return null;
      throw new ConfigError(
        `The database in ${home.folder} does not answer (${error.message}). If no process uses it, delete postgres/data/postmaster.pid there, and start again.`,
      );
    });
    if (lock) {
      if (running) log.info('The database of the last run was still there; it goes on.');
      return {
        url: cluster.url(ROLE, port),
        folder: home.folder,
        async stop(): Promise<void> {
          await lock.release();
          await cluster.stop();
        },
      };
    }
    // A connection was refused though the cluster says that it is ready: its note is left over from a crash.
    if (running?.status === 'ready') await cluster.start();
    await wait(20);
  }
}

/**
 * The address of the embedded database that a running server uses, for scripts beside it.
 * @throws Error when none runs for this DATA_DIR
 */
export async function embeddedUrl(dataDir: string): Promise<string> {
  const cluster = clusterIn(await findHome(dataDir, { info: () => {} }));
  const running = cluster.running();
  if (!running) throw new Error(`No database runs for ${dataDir}. Start the server with npm start (same DATA_DIR).`);
  return cluster.url(ROLE, running.port);
}

/** The address of a DATA_DIR's database while it runs, for programs beside the server; null when it does not run. */
export async function runningDatabase(dataDir: string, log: Log): Promise<string | null> {
  const cluster = clusterIn(await findHome(dataDir, log));
  const running = cluster.running();
  return running?.status === 'ready' ? cluster.url(ROLE, running.port) : null;
}

function clusterIn(home: Home) {
  const folder = join(home.folder, 'postgres');
  const data = join(folder, 'data');
  const note = join(data, 'postmaster.pid');
  const logFile = join(folder, 'server.log');
  // They call each other through a shell, which would take a $ in a path for its own: from here no path is needed.
  const pgCtl = (...args: string[]) =>
    runProgram(home, 'pg_ctl', [...args, '-D', 'postgres/data', '-s', '-t', String(START_MS / 1000)]);

  return {
    data,

    url(database: string, port: number): string {
      return `postgres://${ROLE}:${readFileSync(join(folder, 'password'), 'utf8')}@127.0.0.1:${port}/${database}?sslmode=disable`;
    },

    /** What the cluster's own note says: it is there from the start until the last moment, and after a crash. */
    running(): { port: number; status: string } | null {
      if (!existsSync(note)) return null;
      const lines = readFileSync(note, 'utf8').split('\n');
      return { port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
    },

    /** After a crash the note may name a process that is another program by now, as containers give ids again. */
    async forgetTheDead(): Promise<void> {
      if (!existsSync(note)) return;
      const program = `/proc/${readFileSync(note, 'utf8').split('\n')[0]}/comm`;
      if (existsSync(program) && readFileSync(program, 'utf8').trim() !== 'postgres') await rm(note, { force: true });
    },

    refuseOtherVersion(): void {
      const theirs = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
      if (theirs === home.major) return;
      throw new ConfigError(
        Number(theirs) > Number(home.major)
          ? `The data in ${folder} were written by PostgreSQL ${theirs}, newer than the ${home.major} of this version. Start the newer version of Denwaban, or set DATA_DIR to another folder.`
          : `The data in ${folder} were written by PostgreSQL ${theirs}; this version brings ${home.major}. Export them with the older version of Denwaban (pg_dump), or set DATA_DIR to another folder.`,
      );
    },

    /** Made beside its place and moved there whole: a start that is interrupted leaves no half cluster. */
    async create(): Promise<void> {
      const draft = `${folder}.${randomBytes(4).toString('hex')}`;
      try {
        await mkdir(draft, { mode: 0o700 });
        await writeFile(join(draft, 'password'), randomBytes(18).toString('base64url'), { mode: 0o600 });
        await giveTo(home.user, draft);
        const settings = {
          listen_addresses: '127.0.0.1',
          unix_socket_directories: '',
          timezone: 'UTC',
          max_connections: 200,
        };
        await runProgram(home, 'initdb', [
          ...['-D', join(basename(draft), 'data'), '-U', ROLE, `--pwfile=${join(basename(draft), 'password')}`],
          '--auth=scram-sha-256',
          ...['-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
          ...Object.entries(settings).flatMap(([name, value]) => ['--set', `${name}=${value}`]),
        ]);
        await rename(draft, folder);
      } catch (error) {
        await rm(draft, { recursive: true, force: true });
        // Another server that was started at the same time made it; the lock will say who may use it.
        if (!existsSync(data)) throw error;
      }
    },

    async start(): Promise<void> {
      await rm(logFile, { force: true });
      try {
        await pgCtl('start', '-w', '-l', 'postgres/server.log', '-o', `-p ${await freePort()} ${QUIET}`);
      } catch {
        const said = existsSync(logFile) ? readFileSync(logFile, 'utf8').trim().split('\n').slice(-4).join('\n') : '';
        // Started by another server in the meantime, or a port that was taken in the meantime: the caller tries again.
        if (/lock file .* already exists|Address already in use/.test(said) && this.running()) return;
        throw new ConfigError(`The embedded database in ${folder} does not start. It says:\n${said}`);
      }
    },

    async stop(): Promise<void> {
      await pgCtl('stop', '-m', 'fast');
    },
  };
}

/** A port that was free a moment ago. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Makes this the one server of the cluster, and its database when it is not there yet. */
async function takeLock(url: string, dataDir: string) {
  const sql = postgres(url, {
    max: 1,
    max_lifetime: null,
    onnotice: () => {},
    connection: { application_name: `process ${process.pid}` },
  });
  try {
    const deadline = performance.now() + OTHER_SERVER_MS;
    for (;;) {
      const [row] = await sql`select pg_try_advisory_lock(${lockNumber.embeddedDatabase}) as free`;
      if (row?.free) break;
      const [holder] = await sql`select application_name as name from pg_locks join pg_stat_activity using (pid)
        where locktype = 'advisory' and objid = ${lockNumber.embeddedDatabase} and granted`;
      if (performance.now() > deadline) {
        throw new ConfigError(
          `Another Denwaban uses ${dataDir} already (${holder?.name ?? 'it is just ending'}). End it first, or set DATA_DIR to another folder.`,
        );
      }
      await wait(50);
    }
    const [database] = await sql`select from pg_database where datname = ${ROLE}`;
    if (!database) await sql.unsafe(`create database ${ROLE}`);
    return { release: () => sql.end({ timeout: 5 }) };
  } catch (error) {
    await sql.end({ timeout: 1 });
    throw error;
  }
}
