import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import pino from 'pino';
import { childEnv } from '../child-env.js';
import { ConfigError } from '../config.js';
import type { SimulatorFile } from './simulator-file.js';

const START_MS = 20_000;
const STOP_MS = 5_000;
const AGAIN_MS = 1_000;
/** A busy machine responds late; if nothing listens, the refusal is immediate. */
const ANSWER_MS = 10_000;

interface SimulatorProcessOptions {
  dataDir: string;
  /** The compiled simulator/main.js. */
  program: string;
  /** What is in simulator.json. */
  file: () => SimulatorFile | null;
  log: FastifyBaseLogger;
  /** Cancels startup. */
  signal?: AbortSignal;
}

/** Environment variables that the simulator gets; it must not see the server's secrets. */
const SETTINGS = [
  ...[
    'DATA_DIR',
    'HOST',
    'SIMULATOR',
    'SIMULATOR_HOST',
    'SIMULATOR_PORT',
    'SIMULATOR_MANNERS',
    'LOG_LEVEL',
    'NODE_ENV',
  ],
  ...['VONAGE_CALLS_PER_SECOND', 'VONAGE_REQUESTS_PER_SECOND', 'NODE_OPTIONS', 'NODE_EXTRA_CA_CERTS', 'TZ'],
];

/**
 * Starts the simulator as a separate process that Ctrl-C does not reach (we end it ourselves, after the last request).
 * One left behind by a killed server is taken over; one that belongs to another running server, or was started by hand,
 * is used and left running. `simulator.owner` in DATA_DIR says whose it is.
 * @returns `stop()`, which ends it if it is ours
 * @throws ConfigError with the simulator's own sentence when it does not start
 */
export async function startSimulatorProcess({ dataDir, program, file, log, signal }: SimulatorProcessOptions) {
  const ownerFile = join(dataDir, 'simulator.owner');
  const found = file();
  if (found && (await answers(found))) {
    const owner = readOwner(ownerFile);
    if (!owner || alive(owner)) return { stop: async () => {} };
    writeFileSync(ownerFile, String(process.pid));
    log.info('The simulator was still running; using it.');
    return {
      async stop() {
        await end(found.pid);
        rmSync(ownerFile, { force: true });
      },
    };
  }

  signal?.throwIfAborted();
  let stopping = false;
  let child = await launch();
  writeFileSync(ownerFile, String(process.pid));
  child.once('exit', again);

  async function launch(): Promise<ChildProcess> {
    const env = childEnv(...SETTINGS);
    const started = spawn(process.execPath, [program], { detached: true, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const said: string[] = [];
    createInterface(started.stderr).on('line', (line) => {
      if (!forward(line, log)) said.push(line);
    });
    const ready = new Promise<void>((resolve, reject) => {
      createInterface(started.stdout).on('line', (line) => line.startsWith('ready ') && resolve());
      started.once('error', reject);
      started.once('close', () => reject(new ConfigError(said.join('\n') || 'The simulator doesn’t start.')));
    });
    const late = setTimeout(() => {
      said.push(`The simulator did not start within ${START_MS / 1000} seconds.`);
      started.kill('SIGKILL');
    }, START_MS);
    const kill = () => void started.kill('SIGKILL');
    signal?.addEventListener('abort', kill);
    await ready.finally(() => {
      clearTimeout(late);
      signal?.removeEventListener('abort', kill);
    });
    return started;
  }

  async function again(code: number | null, signal: NodeJS.Signals | null): Promise<void> {
    while (!stopping) {
      log.error({ code, signal }, 'The simulator stopped unexpectedly and is being restarted.');
      await wait(AGAIN_MS);
      if (stopping) return;
      const next = await launch().catch(() => null);
      if (!next) continue;
      child = next;
      if (stopping) child.kill('SIGTERM');
      else child.once('exit', again);
      return;
    }
  }

  return {
    async stop() {
      stopping = true;
      if (child.pid && child.exitCode === null && child.signalCode === null) await end(child.pid);
      rmSync(ownerFile, { force: true });
    },
  };
}

/** Lines of the simulator's log are added to ours; anything else is kept as its last output. */
function forward(line: string, log: FastifyBaseLogger): boolean {
  try {
    const { level, time, msg, ...rest } = JSON.parse(line) as { level: number; time: string; msg: string };
    const method = pino.levels.labels[level] as 'info' | undefined;
    log[method ?? 'info'](rest, msg);
    return true;
  } catch {
    return false;
  }
}

async function answers({ url, pid }: SimulatorFile): Promise<boolean> {
  try {
    const response = await fetch(`${url}/simulator/healthz`, { signal: AbortSignal.timeout(ANSWER_MS) });
    return ((await response.json()) as { pid: number }).pid === pid;
  } catch {
    return false;
  }
}

function readOwner(path: string): number | null {
  try {
    return Number(readFileSync(path, 'utf8')) || null;
  } catch {
    return null;
  }
}

/** A killed process may remain as a zombie for a while, or forever in a container, until its parent collects it. */
function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const stat = `/proc/${pid}/stat`;
    return !existsSync(stat) || !/\) [ZX] /.test(readFileSync(stat, 'utf8'));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function end(pid: number): Promise<void> {
  process.kill(pid, 'SIGTERM');
  const deadline = performance.now() + STOP_MS;
  while (alive(pid) && performance.now() < deadline) await wait(20);
  if (alive(pid)) process.kill(pid, 'SIGKILL');
}
