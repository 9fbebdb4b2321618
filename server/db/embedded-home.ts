import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { access, chmod, constants, cp, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { childEnv } from '../child-env.js';
import { ConfigError } from '../config.js';
import { findBinaries, noBinaries } from './embedded-binaries.js';

const VAR_LIB = '/var/lib/denwaban';
const USER = 'postgres';

interface User {
  uid: number;
  gid: number;
}

/** Where the embedded PostgreSQL of a DATA_DIR is, and which user runs it. */
export interface Home {
  /** The folder with `postgres/` in it: DATA_DIR, or one under /var/lib. */
  folder: string;
  bin: string;
  /** PostgreSQL's major version, such as "18". */
  major: string;
  /** The user who runs it if we are root; null = our own. */
  user: User | null;
}

export interface Log {
  info(sentence: string): void;
}

/**
 * Decides where the cluster is and who runs it. PostgreSQL refuses to run as root; then the cluster's owner or the user
 * postgres runs it. If that user cannot reach the binaries or DATA_DIR, both are kept in /var/lib/denwaban/<hash of
 * DATA_DIR>, and the file `postgres.path` in DATA_DIR names that folder.
 * @throws ConfigError that says what to do
 */
export async function findHome(dataDir: string, log: Log): Promise<Home> {
  const { native, version } = findBinaries();
  // initdb calls the server through a shell, by its path in quotation marks.
  if (/["$`\\]/.test(native) && process.platform !== 'win32') {
    throw new ConfigError(
      `Denwaban is installed in ${native.split('/node_modules/', 1)}: PostgreSQL's programs cannot be started from a folder with one of " $ \` \\ in its path. Move it to another folder, or set DATABASE_URL to your own PostgreSQL.`,
    );
  }
  await makeWritable(dataDir);
  const here = { folder: dataDir, bin: join(native, 'bin'), major: version.split('.')[0] ?? '' };
  const note = join(dataDir, 'postgres.path');
  const away = existsSync(note) ? readFileSync(note, 'utf8').trim() : null;
  const existing = join(away ?? dataDir, 'postgres');
  const owner = existsSync(existing) ? statSync(existing) : null;

  const self = process.getuid?.();
  if (self !== 0) {
    if (away || (owner && self !== undefined && owner.uid !== self)) {
      throw new ConfigError(
        `The database of ${dataDir} belongs to another user (Denwaban ran as root before). Start it as root again, or set DATA_DIR to another folder.`,
      );
    }
    return proven({ ...here, user: null });
  }

  const user = owner ? { uid: owner.uid, gid: owner.gid } : await unprivilegedUser();
  const reached = (await reaches(user, dataDir)) && (await reaches(user, here.bin));
  if (!away && reached) return proven({ ...here, user });
  if (!away && owner) {
    throw new ConfigError(
      `The user who owns the database of ${dataDir} can no longer reach that folder, or the programs in ${here.bin}. Give it access (chmod a+x on these folders and their parents).`,
    );
  }
  const folder = away ?? join(VAR_LIB, createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 16));
  if (!away) {
    await begin(folder, user, log);
    await writeFile(note, `${folder}\n`);
    log.info(`User ${USER} cannot reach ${dataDir}: the database and its programs are kept in ${folder}.`);
  }
  return proven({ ...here, folder, bin: join(await copied(native, version, folder), 'bin'), user });
}

/** Runs one of PostgreSQL's programs until it ends. @throws Error with its output */
export async function runProgram(home: Home, program: 'initdb' | 'pg_ctl' | 'postgres', args: string[]): Promise<void> {
  // The server that pg_ctl starts would keep the pipes open, so its output goes to a file.
  const stdio = args[0] === 'start' ? 'ignore' : 'pipe';
  await run(join(home.bin, program), args, { cwd: home.folder, stdio, ...home.user });
}

/** Gives a folder and all that is in it to the user who runs PostgreSQL. */
export async function giveTo(user: User | null, folder: string): Promise<void> {
  if (user) await run('chown', ['-R', `${user.uid}:${user.gid}`, folder]);
}

function run(command: string, args: string[], options: Parameters<typeof spawn>[2] = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: '/', env: { ...childEnv(), LC_ALL: 'C' }, ...options });
    const said: Buffer[] = [];
    child.stdout?.on('data', (chunk: Buffer) => said.push(chunk));
    child.stderr?.on('data', (chunk: Buffer) => said.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      const text = Buffer.concat(said).toString().trim();
      if (code === 0) resolve(text);
      else reject(new Error(`${command} ended with ${code}: ${text}`));
    });
  });
}

async function makeWritable(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new ConfigError(
      `DATA_DIR is ${dataDir}, which isn’t a writable folder (${(error as NodeJS.ErrnoException).code}). Make it writable, or set DATA_DIR to another folder.`,
    );
  }
}

/** An existing binary may still fail: wrong C library, or root without the right to change the user. */
async function proven(home: Home): Promise<Home> {
  try {
    await runProgram(home, 'postgres', ['--version']);
    return home;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPERM') {
      throw new ConfigError(
        'PostgreSQL doesn’t run as root, and this process may not change its user. Start Denwaban as an ordinary user, or set DATABASE_URL to your own PostgreSQL.',
      );
    }
    throw noBinaries(`the one of ${process.platform}-${process.arch} does not run: ${(error as Error).message}`);
  }
}

async function unprivilegedUser(): Promise<User> {
  const id = async (flag: string) => Number(await run('id', [flag, USER]));
  try {
    await id('-u').catch(() =>
      run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', USER]),
    );
    return { uid: await id('-u'), gid: await id('-g') };
  } catch (error) {
    throw new ConfigError(
      `PostgreSQL doesn’t run as root, and its user could not be created (${(error as Error).message}). Start Denwaban as an ordinary user, create a user named ${USER}, or set DATABASE_URL to your own PostgreSQL.`,
    );
  }
}

async function reaches(user: User, folder: string): Promise<boolean> {
  const tried = run('/bin/sh', ['-c', 'cd "$0" && test -r .', folder], { ...user, stdio: 'ignore' });
  return tried.then(
    () => true,
    () => false,
  );
}

/** A folder under /var/lib. A cluster already in it belonged to a deleted DATA_DIR, and is set aside. */
async function begin(folder: string, user: User, log: Log): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(VAR_LIB, 0o755);
  await chmod(folder, 0o755);
  await giveTo(user, folder);
  const left = join(folder, 'postgres');
  if (!existsSync(left)) return;
  const aside = `${left}.${statSync(left).mtimeMs.toFixed(0)}`;
  await rename(left, aside);
  log.info(`The database of a deleted DATA_DIR was moved to ${aside}.`);
}

/** Copies the programs, once per version. */
async function copied(native: string, version: string, folder: string): Promise<string> {
  const target = join(folder, version);
  if (existsSync(target)) return target;
  const draft = `${target}.${process.pid}`;
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await run('chmod', ['-R', 'a+rX', draft]);
  await rename(draft, target).catch(async (error) => {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(target)) throw error;
  });
  return target;
}
