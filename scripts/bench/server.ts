import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What the simulator announces to programs on this machine. */
export interface SimulatorFile {
  url: string;
  apiKey: string;
  apiSecret: string;
  signatureSecret: string;
}

/** Event loop delay of the server in milliseconds, since the last request. */
export interface LoopDelay {
  p99: number;
  max: number;
}

/** Milliseconds in which Linux counts processor time. */
const TICK_MS = 10;

const path = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** Starts a separate server with all data in a folder that is deleted afterwards. */
export async function startServer(settings: Record<string, string> = {}) {
  const dataDir = await mkdtemp(join(tmpdir(), 'denwaban-bench-'));
  const { PATH, HOME } = process.env;
  const program = spawn(process.execPath, ['--import', path('./loop-delay.js'), path('../../server/main.js')], {
    env: {
      PATH,
      HOME,
      DATA_DIR: dataDir,
      PORT: '0',
      SIMULATOR_PORT: '0',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'fatal',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const ended = once(program, 'exit');
  let closing = false;
  void ended.then(([code, signal]) => closing || process.stdout.write(`The server ended (${code ?? signal}).\n`));
  const url = await listening(program);

  return {
    url,
    dataDir,
    simulator: JSON.parse(await readFile(join(dataDir, 'simulator.json'), 'utf8')) as SimulatorFile,

    async loopDelay(): Promise<LoopDelay> {
      const answer = once(program, 'message');
      program.send('loop delay');
      return (await answer)[0] as LoopDelay;
    },

    /** Milliseconds of processor time that the server's process has used so far. */
    async processorTime(): Promise<number> {
      const stat = await readFile(`/proc/${program.pid}/stat`, 'utf8');
      const [user, system] = stat.slice(stat.lastIndexOf(')')).split(' ').slice(12, 14);
      return (Number(user) + Number(system)) * TICK_MS;
    },

    /** Resident memory of the server's process, in MB. */
    async memory(): Promise<number> {
      const [, kB] = /VmRSS:\s+(\d+) kB/.exec(await readFile(`/proc/${program.pid}/status`, 'utf8')) ?? [];
      return Math.round(Number(kB) / 1024);
    },

    /** Ends it with SIGTERM. @returns duration in milliseconds */
    async close(): Promise<number> {
      const start = performance.now();
      closing = true;
      program.kill('SIGTERM');
      await ended;
      await rm(dataDir, { recursive: true, force: true });
      return performance.now() - start;
    },
  };
}

async function listening({ stdout }: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of stdout!) {
    said += chunk;
    const [, url] = /Denwaban is ready: +(http:\S+)/.exec(said) ?? [];
    if (!url) continue;
    stdout!.resume();
    return url.replace('localhost', '127.0.0.1');
  }
  throw new Error(`The server did not start:\n${said}`);
}
