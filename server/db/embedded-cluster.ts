import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { ConfigError } from '../config.js';
import { giveTo, type Home, runProgram } from './embedded-home.js';

export const ROLE = 'denwaban';
/** Keeps values in statements, such as phone numbers, out of the cluster's own log. */
const QUIET = '-c log_error_verbosity=terse -c log_min_error_statement=panic';
export const START_MS = 60_000;

/** The PostgreSQL cluster in a folder: created once, then started and stopped with pg_ctl. */
export function clusterIn(home: Home) {
  const folder = join(home.folder, 'postgres');
  const data = join(folder, 'data');
  const note = join(data, 'postmaster.pid');
  const logFile = join(folder, 'server.log');
  // These programs call each other through a shell, which would expand a $ in a path; relative paths avoid that.
  const pgCtl = (...args: string[]) =>
    runProgram(home, 'pg_ctl', [...args, '-D', 'postgres/data', '-s', '-t', String(START_MS / 1000)]);

  return {
    data,
    logFile,

    url(database: string, port: number): string {
      return `postgres://${ROLE}:${readFileSync(join(folder, 'password'), 'utf8')}@127.0.0.1:${port}/${database}?sslmode=disable`;
    },

    /**
     * Content of postmaster.pid. PostgreSQL writes it at startup and removes it at shutdown; a crash leaves it behind.
     */
    running(): { port: number; status: string } | null {
      const lines = linesOf(note);
      if (!lines) return null;
      return { port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
    },

    isAlive: (): boolean => processOf(pidIn(note)) === 'postgres',

    /**
     * Removes a postmaster.pid whose process id now belongs to another program (containers reuse ids) or to a zombie:
     * PostgreSQL would not start next to it. If no process has the id, the file stays, because PostgreSQL uses it to
     * find processes left by a crash.
     */
    async forgetTheDead(): Promise<void> {
      if (processOf(pidIn(note)) === 'other') await rm(note, { force: true });
    },

    refuseOtherVersion(): void {
      const theirs = readFileSync(join(data, 'PG_VERSION'), 'utf8').trim();
      if (theirs === home.major) return;
      throw new ConfigError(
        Number(theirs) > Number(home.major)
          ? `The data in ${folder} was written by PostgreSQL ${theirs}, which is newer than this version’s ${home.major}. Start the newer version of Denwaban, or set DATA_DIR to another folder.`
          : `The data in ${folder} was written by PostgreSQL ${theirs}; this version includes ${home.major}. Export it with the older version of Denwaban (pg_dump), or set DATA_DIR to another folder.`,
      );
    },

    /** Created in a neighboring folder and then renamed, so that an interrupted start leaves no half-made cluster. */
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
        // A server that started at the same time created it; the lock decides which one may use it.
        if (!existsSync(data)) throw error;
      }
    },

    /** @param port the one that it had before; without it a free one is chosen */
    async start(port?: number): Promise<void> {
      await rm(logFile, { force: true });
      try {
        await pgCtl('start', '-w', '-l', 'postgres/server.log', '-o', `-p ${port ?? (await freePort())} ${QUIET}`);
      } catch {
        const said = existsSync(logFile) ? readFileSync(logFile, 'utf8').trim().split('\n').slice(-4).join('\n') : '';
        // Another server has started it, or another program has taken the port: the caller tries again.
        if (/lock file .* already exists|Address already in use/.test(said) && this.running()) return;
        throw new ConfigError(`The embedded database in ${folder} doesn’t start. Its output:\n${said}`);
      }
    },

    async stop(): Promise<void> {
      await pgCtl('stop', '-m', 'fast');
    },
  };
}

/** Null if there is no such file; PostgreSQL may remove it at any moment. */
function linesOf(file: string): string[] | null {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

const pidIn = (note: string): number => Number(linesOf(note)?.[0] ?? 0);

/** Name of the program with a process id. Without /proc, as on macOS, every living process counts as PostgreSQL. */
function processOf(pid: number): 'postgres' | 'other' | 'none' {
  if (pid <= 0) return 'none';
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return 'none';
  }
  if (!existsSync('/proc/self/stat')) return 'postgres';
  try {
    const [, name, state] = /^\d+ \((.*)\) (\S)/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    return name === 'postgres' && state !== 'Z' ? 'postgres' : 'other';
  } catch {
    return 'none';
  }
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
