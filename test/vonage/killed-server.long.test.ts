import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase } from '../helpers/database.js';
import { createGraphqlClient } from '../helpers/graphql-client.js';
import { createSeed } from '../helpers/seed.js';
import { startSimulator } from '../helpers/simulator.js';
import { waitFor } from '../helpers/wait-for.js';
import { checkout, cleanUp, launch, PATIENCE_MS, passableFolder } from '../start/denwaban-process.js';

const REQUESTS = 15;
const APP_SECRET = 'long enough for a test, and for two servers';
/** Pages that ask at the same time at each server. */
const PAGES = 20;

let simulator: Awaited<ReturnType<typeof startSimulator>>;
let database: Awaited<ReturnType<typeof createTestDatabase>>;
let servers: ReturnType<typeof startServer>[];
beforeAll(async () => {
  execFileSync(process.execPath, [join(checkout, 'scripts/build.mjs')], { stdio: 'inherit' });
  simulator = await startSimulator();
  database = await createTestDatabase();
  servers = ['first', 'second'].map(startServer);
}, PATIENCE_MS);
afterAll(async () => {
  await cleanUp();
  await simulator?.close();
  await database?.drop();
}, PATIENCE_MS);

/** A real server program that notes when it sends a request to Vonage. */
function startServer(name: string) {
  const folder = passableFolder();
  const noted = join(folder, `${name}.sent`);
  const { child, ended, output } = launch({
    dataDir: join(folder, 'data'),
    env: {
      DATABASE_URL: database.url,
      APP_SECRET,
      SIMULATOR: 'off',
      VONAGE_API_KEY: simulator.credentials.apiKey,
      VONAGE_API_SECRET: simulator.credentials.apiSecret,
      VONAGE_API_URL: simulator.url,
      VONAGE_REST_URL: simulator.url,
      VONAGE_REQUESTS_PER_SECOND: String(REQUESTS),
      NODE_OPTIONS: `--import ${pathToFileURL(join(import.meta.dirname, 'note-sending.mjs'))}`,
      NOTED_FILE: noted,
      NOTED_HOST: new URL(simulator.url).host,
    },
  });
  return {
    ready: () => waitFor(() => /Denwaban is ready: +(http:\S+)/.exec(output())?.[1], PATIENCE_MS),
    /** When it sent its requests: milliseconds since 1970, the first one first. */
    sent: () => (existsSync(noted) ? readFileSync(noted, 'utf8').trim().split('\n').filter(Boolean).map(Number) : []),
    signal: (signal: NodeJS.Signals) => child.kill(signal),
    ended,
  };
}

it(
  'two server programs never send a 16th request in a second, also where one stands still or is killed',
  async () => {
    const [first, second] = servers as [ReturnType<typeof startServer>, ReturnType<typeof startServer>];
    const client = createGraphqlClient([await first.ready(), await second.ready()]);
    await createSeed(client, simulator.credentials).connectAccount({}, 'CLOUD');

    let isOver = false;
    const pages = [0, 1].flatMap((server) =>
      Array.from({ length: PAGES }, async () => {
        while (!isOver) {
          const asked = client.graphql('{ viewer { account { balance } } }', {}, { server });
          if (await asked.then(() => false).catch(() => true)) return;
        }
      }),
    );
    const more = (server: typeof first, count: number) => {
      const until = server.sent().length + count;
      return waitFor(() => server.sent().length >= until, PATIENCE_MS);
    };

    await Promise.all([more(first, REQUESTS), more(second, REQUESTS)]);
    // What it was allowed before it stood still has been given to the other one meanwhile.
    for (let times = 0; times < 2; times += 1) {
      first.signal('SIGSTOP');
      await more(second, 2 * REQUESTS);
      first.signal('SIGCONT');
      await more(first, REQUESTS);
    }

    first.signal('SIGKILL');
    await first.ended;
    const died = performance.timeOrigin + performance.now();
    // Alone it has the whole limit: with its half, as many requests would take more than two seconds.
    await waitFor(() => {
      const times = second.sent().filter((at) => at > died);
      return times.some((at, n) => times[n + REQUESTS]! - at < 1500);
    }, PATIENCE_MS);
    await more(second, 2 * REQUESTS);
    isOver = true;
    await Promise.all(pages);

    const sent = servers.flatMap((server) => server.sent()).toSorted((one, other) => one - other);
    const seconds = sent.slice(REQUESTS).map((at, n) => at - sent[n]!);
    expect(Math.min(...seconds)).toBeGreaterThan(1000);
  },
  PATIENCE_MS,
);
