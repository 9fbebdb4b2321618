import { describe, expect, it } from 'vitest';
import { badOnes } from './report.js';
import { openInProcess } from './server.js';
import { playStories } from './stage.js';
import { storiesOf } from './story.js';

/** `<seed>:<numbers>`, for example `13:4,100-120`. */
const [seed, list] = (process.env.STORIES ?? '').split(':');
const numbers = (list ?? '').split(',').flatMap((part) => {
  const [from = 0, to = from] = part.split('-').map(Number);
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
});

describe.runIf(list)('chosen stories of operations under generated faults', () => {
  it(`end well: ${process.env.STORIES}`, async () => {
    const stories = storiesOf(Number(seed), Math.max(...numbers) + 1);
    const server = await openInProcess();
    try {
      const chosen = numbers.map((at) => stories[at]!);
      const endings = await playStories(server, chosen, { lanes: Math.min(6, chosen.length), patience: 30_000 });
      expect(badOnes(Number(seed), endings, numbers)).toEqual([]);
    } finally {
      await server.close();
    }
  }, 1_800_000);
});
