import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkout, cleanUp } from '../start/denwaban-process.js';
import { badOnes } from './report.js';
import { openProcess, type StoryServer } from './server.js';
import { openStage } from './stage.js';
import { OPERATIONS, storiesOf } from './story.js';

const SEED = 7;
/** One for each operation. */
const STORIES = OPERATIONS.map(
  (operation) =>
    storiesOf(SEED, 1_000).find(
      (story) => story.operation === operation && story.failure === 'server crash' && story.step < 3,
    )!,
);

describe('an operation whose server is killed (kill -9) at one of its requests', () => {
  let server: StoryServer;
  beforeAll(async () => {
    execFileSync(process.execPath, [join(checkout, 'scripts/build.mjs')], { stdio: 'inherit' });
    server = await openProcess();
  }, 180_000);
  afterAll(async () => {
    await server?.close();
    await cleanUp();
  });

  it('goes on or is taken back when the server is back: nobody is alone, and the API tells the truth', async () => {
    const endings = await (await openStage(server, 2)).play(STORIES, 60_000);
    expect(badOnes(SEED, endings)).toEqual([]);
  }, 300_000);
});
