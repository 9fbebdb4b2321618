import { parentPort, workerData } from 'node:worker_threads';
import { count, paced, type Statuses } from '../load.js';
import type { Attack, Scene } from './attack.js';
import { endpointAttacks } from './endpoint-attacks.js';
import { graphqlAttacks } from './graphql-attacks.js';

/** Results of each attack. */
export interface Tally {
  what: string;
  statuses: Statuses;
  /** What the attackers got, and how often. */
  got: Record<string, number>;
}

const AT_ONCE = 40;

/** Runs all attacks in a separate thread, so that the measuring is not delayed, until told to stop. */
const { scene } = workerData as { scene: Scene };
const stop = new AbortController();
parentPort!.once('message', () => stop.abort());

let address = 0;
function elsewhere(): Record<string, string> {
  address += 1;
  return { 'x-forwarded-for': `10.${(address >> 16) & 255}.${(address >> 8) & 255}.${address & 255}` };
}

async function attack({ what, perSecond, run }: Attack): Promise<Tally> {
  const tally: Tally = { what, statuses: {}, got: {} };
  await paced({ perSecond, atOnce: AT_ONCE, stop: stop.signal }, async () => {
    const { status, got } = await run(scene, elsewhere());
    count(tally.statuses, status);
    if (got) tally.got[got] = (tally.got[got] ?? 0) + 1;
  });
  return tally;
}

const tallies = await Promise.all([...graphqlAttacks, ...endpointAttacks].map(attack));
parentPort!.postMessage(tallies);
