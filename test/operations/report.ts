import type { Ending } from './stage.js';

/** The stories that ended badly, each with what is needed to play it again: `storiesOf(seed, at + 1)[at]`. */
export function badOnes(seed: number, endings: readonly Ending[]): string[] {
  return endings.flatMap(({ story, wrong }, at) =>
    wrong.length === 0 ? [] : [`seed ${seed}, story ${at}: ${JSON.stringify(story)} → ${wrong.join('; ')}`],
  );
}
