import type { Ending } from './stage.js';

const ALONE = 'npx vitest run --project long test/operations/chosen-stories.long.test.ts';

/**
 * The stories that ended badly, each with the command that plays it alone.
 * @param numbers those of the stories, where they are not simply the first ones of the seed
 */
export function badOnes(seed: number, endings: readonly Ending[], numbers?: number[]): string[] {
  return endings.flatMap(({ story, wrong }, at) =>
    wrong.length === 0
      ? []
      : [`STORIES=${seed}:${numbers?.[at] ?? at} ${ALONE} (${JSON.stringify(story)}): ${wrong.join('; ')}`],
  );
}
