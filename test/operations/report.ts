import type { Ending } from './stage.js';

const ALONE = 'npx vitest run --project long test/operations/chosen-stories.long.test.ts';

/**
 * The stories that ended badly, each with the command that plays it alone.
 * @param first the number of the first one
 */
export function badOnes(seed: number, endings: readonly Ending[], first = 0): string[] {
  return endings.flatMap(({ story, wrong }, at) =>
    wrong.length === 0
      ? []
      : [`STORIES=${seed}:${first + at} ${ALONE} (${JSON.stringify(story)}): ${wrong.join('; ')}`],
  );
}
