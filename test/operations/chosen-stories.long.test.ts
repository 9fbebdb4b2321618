import { describe, expect, it } from 'vitest';
import { badOnes } from './report.js';
import { openInProcess } from './server.js';
import { playStories } from './stage.js';
import { storiesOf } from './story.js';

/** `<seed>:<number>` plays one story, `<seed>:<from>-<to>` several, `x<times>` after it repeats them. */
const [, seed, from, to, times] = process.env.STORIES?.match(/^(\d+):(\d+)(?:-(\d+))?(?:x(\d+))?$/) ?? [];

describe.runIf(seed)('chosen stories of operations under generated faults', () => {
  it(`end well: ${process.env.STORIES}`, async () => {
    const server = await openInProcess();
    const first = Number(from);
    const chosen = storiesOf(Number(seed), Number(to ?? from) + 1).slice(first);
    const all = Array.from({ length: Number(times ?? 1) }, () => chosen).flat();
    try {
      const endings = await playStories(server, all, { lanes: Math.min(12, all.length), patience: 30_000 });
      expect(badOnes(Number(seed), endings, first)).toEqual([]);
    } finally {
      await server.close();
    }
  }, 1_800_000);
});
