import { expect, it } from 'vitest';
import { MANNERS } from '../../server/simulator/control/manners.js';
import { badOnes } from './report.js';
import { openInProcess } from './server.js';
import { playStories } from './stage.js';
import { type Story, storiesOf } from './story.js';

/** Several at a time: most of a story is waiting. */
const LANES = 12;
const PATIENCE_MS = 30_000;

/** Which stories of a seed are played; a seed gives always the same stories. */
interface Choice {
  seed: number;
  numbers: number[];
}

/**
 * Defines the test that plays the first stories of a seed, or those that the environment variable STORIES names, for
 * example `13:4,100-120`.
 * @param limit milliseconds that it may take
 */
export function playSeed(seed: number, count: number, limit: number): void {
  const { STORIES } = process.env;
  const choice = STORIES ? chosen(STORIES) : { seed, numbers: range(0, count - 1) };
  const title = `operations leave nobody alone with music or silence in ${choice.numbers.length} stories of generated faults, and the API tells the truth`;
  it(title, () => play(choice), limit);
}

async function play({ seed, numbers }: Choice): Promise<void> {
  const all = storiesOf(seed, Math.max(...numbers) + 1);
  const bad: string[] = [];
  const worlds = [false, true].flatMap((crashes) => MANNERS.moved_pair.map((moved_pair) => ({ crashes, moved_pair })));
  for (const { crashes, moved_pair } of worlds) {
    const isHere = ({ failure, movedPair }: Story) =>
      (failure === 'server crash') === crashes && movedPair === moved_pair;
    const chosen = numbers.filter((at) => isHere(all[at]!));
    if (chosen.length === 0) continue;
    const stories = chosen.map((at) => all[at]!);
    const server = await openInProcess({ crashes, manners: { moved_pair } });
    try {
      const lanes = Math.min(LANES, stories.length);
      bad.push(...badOnes(seed, await playStories(server, stories, { lanes, patience: PATIENCE_MS }), chosen));
    } finally {
      await server.close();
    }
  }
  expect(bad).toEqual([]);
}

function chosen(text: string): Choice {
  const [seed = '', list = ''] = text.split(':');
  const numbers = list.split(',').flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return range(from, to);
  });
  return { seed: Number(seed), numbers };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
