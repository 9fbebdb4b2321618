import { join } from 'node:path';
import postgres from 'postgres';
import { expect } from 'vitest';
import { embeddedUrl } from '../../server/db/embedded.js';
import { waitFor } from '../helpers/wait-for.js';
import { databasePid, isAlive, passableFolder, startDenwaban } from './denwaban-process.js';
import { streamEvents } from './events-under-kills.js';
import { startOwnPostgres } from './own-postgres.js';

const BETWEEN_KILLS = 100;

interface Trial {
  kills: number;
  perSecond: number;
  /** Whose database it is: the server's own, or one that it is given by DATABASE_URL. */
  database: 'embedded' | 'yours';
}

/**
 * Kills PostgreSQL again and again while events stream in, by turns as a crash (SIGKILL) and as a fast stop (SIGINT).
 * The server must live on, accept and apply events soon after each kill, and lose none that it answered with 200.
 * @returns milliseconds from each kill until it was healed
 */
export async function killDatabase({ kills, perSecond, database }: Trial): Promise<number[]> {
  const dataDir = join(passableFolder(), 'data');
  const clusterDir = database === 'embedded' ? dataDir : join(passableFolder(), 'cluster');
  const yours = database === 'yours' ? await startOwnPostgres(clusterDir) : null;
  const env = yours && { DATABASE_URL: yours.url, APP_SECRET: 'a-secret-of-the-tests-long-enough' };
  const server = await startDenwaban({ dataDir, ...(env && { env }) });
  const { vonageId, eventUrl } = await (await server.connectAccount()).createApplication();
  const { apiKey, signatureSecret } = server.simulator;
  const path = new URL(eventUrl).pathname;
  const stream = streamEvents({ eventUrl: `${server.url}${path}`, vonageId, apiKey, signatureSecret }, perSecond);
  const url = yours?.url ?? (await embeddedUrl(dataDir));
  const healed: number[] = [];
  try {
    for (let kill = 0; kill < kills; kill += 1) {
      const before = stream.accepted.length;
      await waitFor(() => stream.accepted.length > before + BETWEEN_KILLS, 60_000);
      const pid = databasePid(clusterDir)!;
      const start = performance.now();
      process.kill(pid, kill % 2 ? 'SIGINT' : 'SIGKILL');
      await waitFor(() => {
        expect(isAlive(server.pid), server.output().slice(-2000)).toBe(true);
        const now = databasePid(clusterDir);
        return now !== null && now !== pid && isAlive(now);
      }, 30_000);
      const back = performance.now();
      const first = await waitFor(() => stream.accepted.find((one) => one.sent > back), 30_000);
      await waitFor(async () => (await unapplied(url, [first.leg])).length === 0, 30_000);
      healed.push(Math.round(performance.now() - start));
    }
  } finally {
    await stream.stop();
  }
  const legs = stream.accepted.map((one) => one.leg);
  await waitFor(async () => (await unapplied(url, legs)).length === 0, 60_000);
  expect(await server.terminate()).toBe(0);
  await yours?.stop();
  return healed;
}

/** The legs of events that are not in the inbox, or not applied. */
async function unapplied(url: string, legs: string[]): Promise<string[]> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => {} });
  try {
    const rows = await sql<{ leg: string }[]>`
      select leg from unnest(${legs}::text[]) as leg
      where not exists (select from events where leg_uuid = leg and applied_at is not null)`;
    return rows.map((row) => row.leg);
  } finally {
    await sql.end({ timeout: 1 });
  }
}
