import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { ConfigError } from '../config.js';
import { clusterIn, ROLE, START_MS } from './embedded-cluster.js';
import { findHome, type Log } from './embedded-home.js';
import { type Lock, takeLock } from './embedded-lock.js';

const AGAIN_MS = 50;
/** Crashes within a minute after which restarting waits longer each time, because it does not help. */
const DEATHS = 3;
const DEATHS_MS = 60_000;
const LONGEST_PAUSE_MS = 30_000;

interface Starting {
  dataDir: string;
  log: Log & { error(sentence: string): void };
  /** Stops waiting for it. */
  signal?: AbortSignal;
}

/**
 * Starts the embedded PostgreSQL of a DATA_DIR, or takes over one that a killed server left running, and restarts it on
 * the same port whenever it dies. It has a process group of its own, so that Ctrl-C does not end it before our
 * connections are closed, and listens on a random loopback port.
 * @returns `url` of its database, `folder` with the cluster, and `stop()`, to be called last
 * @throws ConfigError that says what to do: another server uses DATA_DIR, it is not writable, its data are from another
 * major version, or there are no binaries for this platform
 */
export async function startEmbeddedPostgres({ dataDir, log, signal }: Starting) {
  const home = await findHome(dataDir, log);
  const cluster = clusterIn(home);
  if (existsSync(cluster.data)) cluster.refuseOtherVersion();
  else await cluster.create();
  await cluster.forgetTheDead();

  const found = cluster.running() !== null;
  let lock = await firstLock();
  if (found) log.info('The database was still running; using it.');
  const { port } = cluster.running()!;
  const stopping = new AbortController();
  const watching = watch();

  async function firstLock(): Promise<Lock> {
    const deadline = performance.now() + START_MS;
    for (;;) {
      signal?.throwIfAborted();
      const running = cluster.running();
      if (!running) await cluster.start();
      const lock = await takeLock(cluster.url('postgres', cluster.running()?.port ?? 0), dataDir).catch((error) => {
        if (error instanceof ConfigError) throw error;
        if (performance.now() < deadline) return null;
        throw new ConfigError(
          `The database in ${home.folder} doesn’t respond (${error.message}). If no process uses it, delete postgres/data/postmaster.pid there, and start again.`,
        );
      });
      if (lock) return lock;
      // postmaster.pid says that it is ready, but a connection was refused: the file is left over from a crash.
      if (running?.status === 'ready') await cluster.start();
      await wait(AGAIN_MS);
    }
  }

  /** Restarts it whenever it dies. */
  async function watch(): Promise<void> {
    let deaths: number[] = [];
    for (;;) {
      await Promise.race([lock.lost, aborted(stopping.signal)]);
      if (stopping.signal.aborted) return;
      const now = performance.now();
      deaths = [...deaths.filter((at) => now - at < DEATHS_MS), now];
      void lock.release();
      if (deaths.length < DEATHS) log.error('The embedded database stopped unexpectedly and is being restarted.');
      else {
        const pause = Math.min(1000 * 2 ** (deaths.length - DEATHS), LONGEST_PAUSE_MS);
        log.error(
          `The embedded database stopped ${deaths.length} times within a minute and will be restarted in ${pause / 1000} s. Its log: ${cluster.logFile}. Until then, calls are answered from memory.`,
        );
        await wait(pause, undefined, { signal: stopping.signal }).catch(() => {});
      }
      const next = await lockAgain();
      if (!next) return;
      lock = next;
      log.info('The embedded database is back.');
    }
  }

  /** @returns null if the server shuts down first */
  async function lockAgain(): Promise<Lock | null> {
    let said = '';
    for (let pause = AGAIN_MS; !stopping.signal.aborted; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
      try {
        if (!cluster.isAlive()) {
          await cluster.forgetTheDead();
          await cluster.start(port);
        }
        return await takeLock(cluster.url('postgres', port), dataDir);
      } catch (error) {
        const { message } = error as Error;
        // Its last processes may still be exiting.
        if (pause > 2000 && message !== said) log.error(`The embedded database doesn’t restart: ${message}`);
        if (pause > 2000) said = message;
      }
      await wait(pause, undefined, { signal: stopping.signal }).catch(() => {});
    }
    return null;
  }

  return {
    url: cluster.url(ROLE, port),
    folder: home.folder,
    async stop(): Promise<void> {
      stopping.abort();
      await watching;
      await lock.release();
      if (cluster.isAlive()) await cluster.stop();
    },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}

/**
 * Address of the embedded database that a running server uses, for scripts on the same machine.
 * @throws Error if none runs for this DATA_DIR
 */
export async function embeddedUrl(dataDir: string): Promise<string> {
  const cluster = clusterIn(await findHome(dataDir, { info: () => {} }));
  const running = cluster.running();
  if (!running) throw new Error(`No database runs for ${dataDir}. Start the server with npm start (same DATA_DIR).`);
  return cluster.url(ROLE, running.port);
}

/** Address of a DATA_DIR's database, for other programs on the same machine; null while it does not run. */
export async function runningDatabase(dataDir: string, log: Log): Promise<string | null> {
  const cluster = clusterIn(await findHome(dataDir, log));
  const running = cluster.running();
  return running?.status === 'ready' ? cluster.url(ROLE, running.port) : null;
}
