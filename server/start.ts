import 'reflect-metadata';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { openingAddress } from './accounts/sign-in/setup-code.js';
import { generateKeyPair } from './applications/key-pair.js';
import { systemClock } from './clock.js';
import { type Config, ConfigError, readConfig } from './config.js';
import { connect } from './db/connect.js';
import { startEmbeddedPostgres } from './db/embedded.js';
import { examine } from './db/examine.js';
import { migrate } from './db/migrate.js';
import { sentenceFor } from './db/sentences.js';
import { forFastify, logToStderr } from './log.js';
import { createRealtime } from './realtime/pubsub.js';
import { redactText } from './redact.js';
import { createSecrets, keptAppSecrets } from './secrets.js';
import { stopSignal } from './stop-signal.js';
import { createSimulatorFile, type SimulatorFile } from './vonage/simulator-file.js';
import { startSimulatorProcess } from './vonage/simulator-process.js';

/** Milliseconds after a signal in which the process is gone, whatever hangs. */
const END_MS = 10_000;
/** The embedded database is ours alone. */
const EMBEDDED = { max: 10, tight: false, pooled: false };
/** How long an interrupted startup may take to end by itself. */
const START_ENDS_MS = 4_000;

/** What is open, in the order in which it was opened; it is closed in the opposite order, so the database last. */
const open: { what: string; close(): Promise<unknown> }[] = [];
let closing: Promise<void> | null = null;
/** The address of your database, once it is known. */
let yours: string | null = null;

async function start(dist: string): Promise<void> {
  const config = readConfig(process.env);
  const log = logToStderr({ level: config.logLevel, production: config.production });
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'An unexpected error was not handled.'));
  const signal = stopSignal;
  const opened = <T>(what: string, thing: T, close: (thing: T) => Promise<unknown>): T => {
    open.push({ what, close: () => close(thing) });
    signal.throwIfAborted();
    return thing;
  };

  const { databaseDirectUrl: directUrl, dataDir } = config;
  yours = config.databaseUrl;
  const manner = config.databaseUrl ? await examine({ url: config.databaseUrl, directUrl, signal, log }) : EMBEDDED;
  const embedded = config.databaseUrl
    ? null
    : opened('database', await startEmbeddedPostgres({ dataDir, log, signal }), (it) => it.stop());
  const databaseUrl = config.databaseUrl ?? embedded!.url;

  // Only who has the DATA_DIR for itself may start (or take over) the simulator in it.
  const simulator = createSimulatorFile({ dataDir: config.dataDir, on: config.simulator.on });
  const program = join(dist, 'server/simulator/main.js');
  const simulatorStarts =
    config.simulator.on &&
    startSimulatorProcess({ dataDir: config.dataDir, program, file: simulator, log, signal }).then((it) =>
      opened('simulator', it, () => it.stop()),
    );
  const migrated = migrate(directUrl ?? databaseUrl, { log, signal });
  // Loading these takes most of the startup time, and runs in parallel with the rest.
  const loaded = Promise.all([import('./vonage/client.js'), import('./services.js'), import('./app.js')]);
  await all(simulatorStarts, migrated, loaded);
  const [{ createVonage }, { createServices }, { buildApp }] = await loaded;

  const { db, sql } = opened('connections', connect(databaseUrl, manner), (it) => it.close());
  // A single embedded server has no one to notify; LISTEN does not work through a pooler.
  const listening = directUrl && opened('listening', connect(directUrl, 1), (it) => it.close());
  const listenOn = listening ? listening.sql : sql;
  const between = !embedded && { sql, listenOn };
  const realtime = opened('realtime', await createRealtime({ ...between, log }), (it) => it.close());
  const secrets = createSecrets(config.appSecrets.length > 0 ? config.appSecrets : keptAppSecrets(config.dataDir));
  const vonage = createVonage({ config, simulator, shared: embedded ? null : { sql, log } });
  const deps = {
    db,
    listenOn,
    vonage,
    realtime,
    clock: systemClock,
    makeKeyPair: generateKeyPair,
    secrets,
    config,
    simulator,
    log,
  };
  const services = opened('services', createServices(deps), (it) => it.close());
  await services.start();

  const app = await buildApp({ services, config, log: forFastify(log), simulator, webRoot: join(dist, 'web') });
  opened('requests', app, (it) => it.close());
  await app.listen({ port: config.port, host: config.host }).catch((error) => Promise.reject(taken(error, config)));
  greet(config, app, simulator(), await services.accounts.setupCodeToPrint());
  if (config.production) log.info({ url: config.publicUrl }, 'ready');
}

/** Waits for all even when one fails, so that what the others open is known and closed. */
async function all(...work: unknown[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((one) => one.status === 'rejected');
  if (failed) throw failed.reason;
}

function greet(config: Config, app: FastifyInstance, simulator: SimulatorFile | null, setupCode: string | null): void {
  const { port } = new URL(app.listeningOrigin);
  if (new URL(config.publicUrl).port === '0') config.publicUrl = `http://localhost:${port}`;
  // A terminal is not stored; any other output may be.
  const terminal = process.stdout.isTTY;
  const claim = setupCode && `Setup code:         ${terminal ? setupCode : 'npm run setup-code prints it'}`;
  if (config.production) {
    if (claim) process.stdout.write(`${claim}\n`);
    return;
  }
  const everywhere = ['127.0.0.1', '0.0.0.0', '::', '::1', 'localhost'].includes(config.host);
  const origin = `http://${everywhere ? 'localhost' : config.host}:${port}`;
  const lines = [
    `Denwaban is ready:  ${terminal && setupCode && simulator ? openingAddress(origin, setupCode) : origin}`,
    simulator && `Simulator:          ${simulator.url}`,
    terminal && simulator && `  API key           ${simulator.apiKey}`,
    terminal && simulator && `  API secret        ${simulator.apiSecret}`,
    claim,
    `Data:               ${config.databaseUrl ? 'your database, and ' : ''}${config.dataDir}`,
    'Press Ctrl+C to stop.',
  ];
  process.stdout.write(`${lines.filter(Boolean).join('\n')}\n`);
}

function taken(error: NodeJS.ErrnoException, { port, host }: Config): Error {
  if (error.code === 'EADDRINUSE') {
    return new ConfigError(`Port ${port} is taken by another program. End it, or set PORT to another port.`);
  }
  if (error.code === 'EACCES') return new ConfigError(`PORT ${port} may not be used by this user. Set another one.`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new ConfigError(`HOST is "${host}", and that is no address of this machine.`);
  }
  return error;
}

/** What your PostgreSQL, or the way to it, says no to is a sentence. */
function inASentence(error: unknown): unknown {
  return (yours && sentenceFor(error, yours)) || error;
}

async function close(): Promise<void> {
  while (open.length > 0) {
    const { what, close } = open.at(-1)!;
    await close().catch((error: Error) => say(`Closing (${what}) failed: ${redactText(error.message)}`));
    open.pop();
  }
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
}

function fail(error: unknown): void {
  // What was just starting is ended by the signal, too.
  if (!stopSignal.aborted) {
    const known = error instanceof ConfigError;
    say(known ? error.message : redactText(String((error as Error).stack ?? error)));
    endLatest(1);
  }
  closing ??= close();
  closing.then(() => process.exit(stopSignal.aborted ? 0 : 1));
}

/** However things hang. */
function endLatest(code: number): void {
  setTimeout(() => {
    const what = open.at(-1)?.what ?? 'the start';
    say(`Ending took longer than ${END_MS / 1000} seconds (${what}); what was still open is cut off.`);
    process.exit(code);
  }, END_MS);
}

/**
 * Starts the server, and ends it on a signal.
 * @param dist folder of the build
 */
export function run(dist: string): void {
  process.on('uncaughtException', fail);
  const starting = start(dist).catch((error) => fail(inASentence(error)));
  const end = () => {
    endLatest(1);
    Promise.race([starting, wait(START_ENDS_MS)]).then(() => {
      closing ??= close();
      closing.then(() => process.exit(0));
    });
  };
  if (stopSignal.aborted) end();
  else stopSignal.addEventListener('abort', end);
}
