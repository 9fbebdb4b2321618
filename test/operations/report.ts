import type { Ending } from './stage.js';

const ALONE = 'npx vitest run --project integration test/operations/generated-faults.test.ts';

/** The stories that ended badly, each with the command that plays it alone. @param numbers those of the stories */
export function badOnes(
  seed: number,
  endings: readonly Ending[],
  numbers: readonly number[] = [...endings.keys()],
): string[] {
  return endings.flatMap(({ story, wrong }, at) =>
    wrong.length === 0
      ? []
      : [`STORIES=${seed}:${numbers[at]} ${ALONE} (${JSON.stringify(story)}): ${wrong.join('; ')}`],
  );
}
