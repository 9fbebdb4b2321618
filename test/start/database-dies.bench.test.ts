import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSender } from '../helpers/sender.js';
import { waitFor } from '../helpers/wait-for.js';
import { killDatabase } from './database-dies.js';
import {
  checkout,
  cleanUp,
  databasePid,
  isAlive,
  PATIENCE_MS,
  passableFolder,
  startDenwaban,
} from './denwaban-process.js';

beforeAll(() => {
  execFileSync(process.execPath, [join(checkout, 'scripts/build.mjs')], { stdio: 'inherit' });
}, PATIENCE_MS);
afterAll(cleanUp, PATIENCE_MS);

describe('a PostgreSQL that dies while events come in', () => {
  it.each(['embedded', 'yours'] as const)(
    'ends no server, loses no accepted event, and is used again by itself (%s)',
    async (database) => {
      expect(await killDatabase({ kills: 2, perSecond: 50, database })).toHaveLength(2);
    },
    PATIENCE_MS,
  );
});

describe('an embedded PostgreSQL that dies three times within a minute', () => {
  it(
    'is started again after a pause, which the server announces, while calls are answered from memory',
    async () => {
      const dataDir = join(passableFolder(), 'data');
      const server = await startDenwaban({ dataDir });
      const application = await (await server.connectAccount()).createApplication();
      const { apiKey, signatureSecret } = server.simulator;
      const vonage = createSender({ url: server.url, apiKey, signatureSecret, vonageId: application.vonageId });
      const path = (url: string) => new URL(url).pathname;
      const facts = (leg: string) => ({
        ...{ uuid: leg, conversation_uuid: `CON-${leg}`, from: '447700900001', to: '447700900123' },
      });
      const answer = (leg: string) => vonage.post(path(application.answerUrl), facts(leg));
      const event = (leg: string) => {
        const timestamp = new Date().toISOString();
        const body = { ...facts(leg), status: 'started', direction: 'inbound', timestamp };
        return vonage.post(path(application.eventUrl), body);
      };
      const said = (sentence: string) => server.output().split(sentence).length - 1;
      const before = await answer('before');
      expect(before).toMatchObject({ status: 200, json: [expect.anything(), expect.anything()] });

      const died = 'The embedded database stopped unexpectedly and is being restarted.';
      const back = 'The embedded database is back.';
      for (let deaths = 1; deaths <= 2; deaths += 1) {
        process.kill(databasePid(dataDir)!, 'SIGKILL');
        await waitFor(() => said(died) === deaths && said(back) === deaths, PATIENCE_MS);
      }
      const last = databasePid(dataDir)!;
      process.kill(last, 'SIGKILL');
      const paused =
        /stopped 3 times within a minute and will be restarted in 1 s\. Its log: (\S+server\.log)\. Until then, calls are answered from memory\./;
      const [, log] = await waitFor(() => paused.exec(server.output()), PATIENCE_MS);
      expect(databasePid(dataDir)).toBe(last);
      expect(await answer('meanwhile')).toMatchObject({ status: 200, json: before.json });
      expect(existsSync(log!)).toBe(true);

      await waitFor(() => said(back) === 3, PATIENCE_MS);
      await waitFor(async () => (await event('after')).status === 200, PATIENCE_MS);
      expect(isAlive(server.pid)).toBe(true);
      expect(await server.terminate()).toBe(0);
    },
    PATIENCE_MS,
  );
});

/** Milliseconds from a kill until an event is accepted again and applied. */
const HEALED_MS = 5000;

it('outlives 50 kills of PostgreSQL at 200 events a second, loses no accepted event, and heals within 5 s', async () => {
  const healed = await killDatabase({ kills: 50, perSecond: 200, database: 'yours' });
  console.log(`Healed after ${healed.toSorted((left, right) => left - right).join(', ')} ms.`);
  expect(healed).toHaveLength(50);
  expect(Math.max(...healed)).toBeLessThan(HEALED_MS);
}, 900_000);
