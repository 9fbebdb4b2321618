import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, readConfig } from '../config.js';
import { forFastify, logToStderr } from '../log.js';
import { buildSimulator } from './build.js';
import { type Manners, readManners } from './control/manners.js';
import { setUpText } from './set-up-text.js';

/**
 * The simulator as a process: prints `ready <url>`, ends on SIGTERM and SIGINT, and keeps running without its parent.
 */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = logToStderr({ level: config.logLevel, production: config.production, name: 'simulator' });
  await refuseSecond(config.dataDir);
  const simulator = await buildSimulator({
    dataDir: config.dataDir,
    host: config.simulator.host,
    log: forFastify(log),
    callsPerSecond: config.vonage.callsPerSecond,
    requestsPerSecond: config.vonage.requestsPerSecond,
    manners: mannersOf(config.simulator.manners),
    webRoot: join(import.meta.dirname, '../../web'),
  });
  await simulator.app.listen({ host: config.simulator.host, port: config.simulator.port });
  simulator.announce();

  // One unhandled failure, such as a malformed packet from a browser, must not end everyone's calls.
  for (const event of ['unhandledRejection', 'uncaughtException'] as const) {
    process.on(event, (error) => log.error({ err: error }, 'An unexpected error was not handled.'));
  }

  let closing = false;
  const end = () => {
    if (closing) return;
    closing = true;
    simulator.close().then(
      () => process.exit(0),
      (error) => {
        log.error({ err: error }, 'the simulator did not close cleanly');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  // If the parent dies, its ends of the pipes close; output after that is lost, nothing else.
  process.stdout.on('error', () => {});
  process.stderr.on('error', () => {});
  process.stdout.write(`ready ${simulator.app.listeningOrigin}\n`);
  // Started by hand: a server that starts it reads the file instead, and its log is no place for secrets.
  if (process.argv.includes('--print') && !config.production) process.stdout.write(setUpText(simulator.announced()));
}

main().catch((error: NodeJS.ErrnoException) => {
  process.stderr.write(`${sentenceOf(error)}\n`);
  process.exit(1);
});

/** @throws ConfigError that names what is wrong in SIMULATOR_MANNERS */
function mannersOf(text: string): Partial<Manners> {
  try {
    return readManners(text);
  } catch (error) {
    throw new ConfigError(`SIMULATOR_MANNERS is "${text}": ${(error as Error).message}.`);
  }
}

/**
 * Two simulators would overwrite each other's state. @throws ConfigError if a simulator with this DATA_DIR is running
 */
async function refuseSecond(dataDir: string): Promise<void> {
  let other: { url: string; pid: number };
  try {
    other = JSON.parse(readFileSync(join(dataDir, 'simulator.json'), 'utf8'));
    const reply = await fetch(`${other.url}/simulator/healthz`, { signal: AbortSignal.timeout(1000) });
    if (((await reply.json()) as { pid: number }).pid !== other.pid) return;
  } catch {
    return;
  }
  throw new ConfigError(
    `A simulator runs in ${dataDir} already, at ${other.url} (process ${other.pid}). End it, or set another DATA_DIR.`,
  );
}

function sentenceOf(error: NodeJS.ErrnoException): string {
  if (error.code === 'EADDRINUSE') {
    return `The simulator's port is taken (${error.message}). End the other program, or set SIMULATOR_PORT to another port.`;
  }
  if (error.code === 'EACCES' || error.code === 'EROFS' || error.code === 'ENOTDIR') {
    return `The simulator cannot write to its DATA_DIR (${error.message}). Set DATA_DIR to a folder that it may write.`;
  }
  if (error instanceof ConfigError || error.code === undefined) return error.message;
  return `The simulator cannot start: ${error.message}`;
}
