import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badOnes } from './report.js';
import { openInProcess, type StoryServer } from './server.js';
import { playStories } from './stage.js';
import { storiesOf } from './story.js';

/** Always the same stories; `npm run check:long` plays many more. */
const SEED = 13;
const STORIES = 200;
/** Several at a time: most of a story is waiting. */
const MANNER = { lanes: 6, patience: 30_000 };

describe('operations under generated faults', () => {
  let server: StoryServer;
  beforeAll(async () => {
    server = await openInProcess();
  });
  afterAll(() => server?.close());

  it(`leave nobody alone with music or silence in ${STORIES} stories, and the API tells the truth`, async () => {
    const endings = await playStories(server, storiesOf(SEED, STORIES), MANNER);
    expect(badOnes(SEED, endings)).toEqual([]);
  }, 600_000);
});
