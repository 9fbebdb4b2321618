import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres } from '../../server/db/embedded.js';
import { clusterIn } from '../../server/db/embedded-cluster.js';
import { findHome } from '../../server/db/embedded-home.js';

const LOOK_MS = 50;
const silent = { info() {}, error() {} };

/**
 * A PostgreSQL as an owner runs it for Denwaban: a supervisor starts it again at once, on the same port, however often it
 * dies.
 */
export async function startOwnPostgres(folder: string) {
  const made = await startEmbeddedPostgres({ dataDir: folder, log: silent });
  await made.stop();
  const cluster = clusterIn(await findHome(folder, silent));
  const port = Number(new URL(made.url).port);
  await cluster.start(port);
  const stopping = new AbortController();
  const watching = supervise();

  async function supervise(): Promise<void> {
    while (!stopping.signal.aborted) {
      if (!cluster.isAlive()) {
        await cluster.forgetTheDead();
        // Its last processes may still be exiting.
        await cluster.start(port).catch(() => {});
      }
      await sleep(LOOK_MS);
    }
  }

  return {
    url: made.url,
    async stop(): Promise<void> {
      stopping.abort();
      await watching;
      await cluster.stop();
    },
  };
}
