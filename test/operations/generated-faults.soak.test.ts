import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badOnes } from './report.js';
import { openInProcess, type StoryServer } from './server.js';
import { playStories } from './stage.js';
import { storiesOf } from './story.js';

const SEED = 5000;
const STORIES = 5_000;
const MANNER = { lanes: 12, patience: 30_000 };

describe('operations under thousands of generated faults', () => {
  let server: StoryServer;
  beforeAll(async () => {
    server = await openInProcess();
  });
  afterAll(() => server?.close());

  it(`leave nobody alone with music or silence in ${STORIES} stories, and the API tells the truth`, async () => {
    const endings = await playStories(server, storiesOf(SEED, STORIES), MANNER);
    expect(badOnes(SEED, endings)).toEqual([]);
  }, 5_400_000);
});
