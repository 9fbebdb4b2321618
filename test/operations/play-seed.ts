import { expect, it } from 'vitest';
import { badOnes } from './report.js';
import { openInProcess } from './server.js';
import { openStage } from './stage.js';
import { COMBINATIONS, type Story, storiesOf } from './story.js';

/** Servers side by side, and how many stories each plays at a time: most of a story is waiting. */
const SERVERS = [
  { crashes: false, lanes: 5 },
  { crashes: false, lanes: 5 },
  { crashes: true, lanes: 3 },
];
/** Vonage is asked about a call whose end was lost after ten minutes, which are half a minute here, or more where the machine is busy. */
const PATIENCE_MS = 75_000;

/** Which stories of a seed are played; a seed gives always the same stories. */
interface Choice {
  seed: number;
  numbers: number[];
}

/**
 * Defines the test that plays stories of a seed, or those that the environment variable STORIES names, for example
 * `13:4,100-120`.
 * @param from the number of the first story; the last one is before `to`
 * @param limit milliseconds that it may take
 */
export function playSeed(seed: number, [from, to]: [from: number, to: number], limit: number): void {
  const { STORIES } = process.env;
  const choice = STORIES ? chosen(STORIES) : { seed, numbers: range(from, to - 1) };
  const title = `operations leave nobody alone with music or silence in ${choice.numbers.length} stories of generated faults, and the API tells the truth`;
  it(title, () => play(choice), limit);
}

async function play({ seed, numbers }: Choice): Promise<void> {
  const all = storiesOf(seed, Math.max(...numbers) + 1);
  const bad: string[] = [];
  /** Numbers of stories that one server plays at a time: all of them with the same manners. */
  const groupsOf = (crashes: boolean) =>
    COMBINATIONS.map((manners) =>
      numbers.filter((at) => isCrash(all[at]!) === crashes && all[at]!.manners === manners),
    ).filter((group) => group.length > 0);
  const waiting = { true: groupsOf(true), false: groupsOf(false) };

  async function work({ crashes, lanes }: (typeof SERVERS)[number]): Promise<void> {
    const groups = waiting[`${crashes}`];
    if (groups.length === 0) return;
    const server = await openInProcess({ crashes });
    try {
      const stage = await openStage(server, lanes);
      for (let group = groups.shift(); group; group = groups.shift()) {
        const stories = group.map((at) => all[at]!);
        await server.control('PATCH', '/manners', stories[0]!.manners);
        bad.push(...badOnes(seed, await stage.play(stories, PATIENCE_MS), group));
      }
    } finally {
      await server.close();
    }
  }

  await Promise.all(SERVERS.map(work));
  expect(bad).toEqual([]);
}

const isCrash = ({ failure }: Story): boolean => failure === 'server crash';

function chosen(text: string): Choice {
  const [seed = '', list = ''] = text.split(':');
  const numbers = list.split(',').flatMap((part) => {
    const [from = 0, to = from] = part.split('-').map(Number);
    return range(from, to);
  });
  return { seed: Number(seed), numbers };
}

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);
