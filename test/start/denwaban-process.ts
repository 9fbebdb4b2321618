import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createGraphqlClient } from '../helpers/graphql-client.js';
import { createSeed } from '../helpers/seed.js';
import { waitFor } from '../helpers/wait-for.js';

export const checkout = resolve(import.meta.dirname, '../..');

interface ProcessOptions {
  dataDir: string;
  env?: Record<string, string>;
  /** Another checkout than this one. */
  folder?: string;
  /** What runs it, as `npm start` does; otherwise the server itself. */
  program?: 'scripts/run.mjs';
  /** Another Node than this one. */
  node?: string;
  /** As whom it runs, when we are root. */
  user?: { uid: number; gid: number };
}

/** Every test here starts several processes, on a machine that may be busy with other things. */
export const PATIENCE_MS = 120_000;
/** Linux: clock ticks of /proc. */
const TICKS_PER_SECOND = 100;

const running = new Set<ChildProcess>();
const folders: string[] = [];
const dataDirs = new Set<string>();

/** A real server process, built as `npm start` runs it, in a process group of its own as in a terminal. */
export function launch({
  dataDir,
  env = {},
  folder = checkout,
  node = process.execPath,
  user,
  program,
}: ProcessOptions) {
  const command = program ? [join(folder, program), 'server/main'] : [join(folder, 'dist/server/main.js')];
  const child = spawn(node, command, {
    cwd: folder,
    detached: true,
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0', SIMULATOR_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...user,
  });
  running.add(child);
  dataDirs.add(dataDir);
  let output = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (chunk) => (output += chunk));
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      running.delete(child);
      resolve(code);
    });
  });
  return { child, ended, output: () => output };
}

/** Starts a server and waits until it says that it is ready. @throws Error with what it said instead */
export async function startDenwaban(options: ProcessOptions) {
  const { child, ended, output } = launch(options);
  const url = await waitFor(() => {
    if (child.exitCode !== null) return 'none';
    return /Denwaban is ready: +(http:\S+)/.exec(output())?.[1];
  }, PATIENCE_MS);
  if (url === 'none') throw new Error(`It did not start:\n${output()}`);
  const simulator = readSimulatorFile(options.dataDir);
  const client = createGraphqlClient([url]);

  return {
    url,
    pid: child.pid!,
    simulator,
    output,

    /** Asks the simulator's control API. @throws Error when it refuses */
    async control(method: string, path: string, body?: object): Promise<unknown> {
      const authorization = `Bearer ${simulator.controlToken}`;
      const headers = { authorization, ...(body && { 'content-type': 'application/json' }) };
      const reply = await fetch(`${simulator.url}/simulator${path}`, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
      });
      if (!reply.ok) throw new Error(`${reply.status} ${await reply.text()}`);
      return reply.status === 204 ? null : reply.json();
    },

    ...client,
    ...createSeed(client, simulator),

    ready: async () => (await fetch(`${url}/readyz`)).json(),
    /** What a terminal does: the whole group of processes has the signal. @returns the exit code */
    async pressCtrlC(): Promise<number | null> {
      process.kill(-child.pid!, 'SIGINT');
      return ended;
    },
    async terminate(): Promise<number | null> {
      child.kill('SIGTERM');
      return ended;
    },
    /** A Ctrl-C more. */
    interrupt: () => child.kill('SIGINT'),
    async kill9(): Promise<void> {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** Starts a server that is expected to refuse. @returns what it said, and its exit code */
export async function refusedStart(options: ProcessOptions): Promise<{ said: string; code: number | null }> {
  const { ended, output } = launch(options);
  const code = await ended;
  return { said: output().trim(), code };
}

export function readSimulatorFile(dataDir: string) {
  return JSON.parse(readFileSync(join(dataDir, 'simulator.json'), 'utf8')) as {
    url: string;
    pid: number;
    apiKey: string;
    apiSecret: string;
    signatureSecret: string;
    controlToken: string;
  };
}

/** A folder that everybody may pass, in which a test keeps its DATA_DIR. */
export function passableFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'denwaban-start-'));
  chmodSync(folder, 0o755);
  folders.push(folder);
  return folder;
}

/** What Linux says of a process, after its name: state, …, user and system time in ticks as 12th and 13th. */
function statOf(pid: number): string[] | null {
  const file = `/proc/${pid}/stat`;
  return existsSync(file) ? readFileSync(file, 'utf8').split(') ')[1]!.split(' ') : null;
}

/** Whether a process is there and is not only waiting to be buried. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/[ZX]/.test(statOf(pid)?.[0] ?? '');
  } catch {
    return false;
  }
}

/** Processor time that a process has used: unlike the clock on the wall it does not ask what else this machine does. */
export function secondsOfWork(pid: number): number {
  const stat = statOf(pid);
  if (stat) return (Number(stat[11]) + Number(stat[12])) / TICKS_PER_SECOND;
  const [minutes, seconds] = execFileSync('ps', ['-o', 'cputime=', '-p', String(pid)], { encoding: 'utf8' }).split(':');
  return Number(minutes) * 60 + Number(seconds);
}

/** The environment that a process was started with, as `ps` may show it to others. */
export function environmentOf(pid: number): string {
  if (existsSync(`/proc/${pid}/environ`)) return readFileSync(`/proc/${pid}/environ`, 'utf8');
  return execFileSync('ps', ['eww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
}

/** Where the database of a DATA_DIR is: there, or under /var/lib when this checkout lies where only root can go. */
export function databaseFolder(dataDir: string): string {
  const note = join(dataDir, 'postgres.path');
  return join(existsSync(note) ? readFileSync(note, 'utf8').trim() : dataDir, 'postgres');
}

/** The cluster's own note, which is there as long as the database runs. */
export function databasePid(dataDir: string): number | null {
  const note = join(databaseFolder(dataDir), 'data/postmaster.pid');
  return existsSync(note) ? Number(readFileSync(note, 'utf8').split('\n')[0]) : null;
}

/** Ends what failed tests left running, and takes the folders away. */
export async function cleanUp(): Promise<void> {
  for (const child of running) child.kill('SIGTERM');
  await waitFor(() => running.size === 0, PATIENCE_MS);
  for (const dataDir of [...dataDirs].filter((path) => existsSync(path))) {
    const left = existsSync(join(dataDir, 'simulator.owner')) ? readSimulatorFile(dataDir).pid : null;
    if (left && isAlive(left)) process.kill(left, 'SIGKILL');
    const database = databasePid(dataDir);
    if (database && isAlive(database)) process.kill(database, 'SIGQUIT');
    await waitFor(() => !database || !isAlive(database), PATIENCE_MS);
    rmSync(dirname(databaseFolder(dataDir)), { recursive: true, force: true });
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
}
