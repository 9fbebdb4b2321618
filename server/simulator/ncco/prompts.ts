import type { Step } from './step.js';

/** The prompts of a bargeIn chain: they play one after the other while the input after them already listens. */
export function createPrompts() {
  const queue: ((done: () => void) => Step)[] = [];
  let current: Step | null = null;
  let waiting: (() => void)[] = [];

  function next() {
    current = null;
    const make = queue.shift();
    if (make) {
      const step = make(() => {
        if (current === step) next();
      });
      current = step;
      return step.run();
    }
    const tellThem = waiting;
    waiting = [];
    for (const tell of tellThem) tell();
  }

  return {
    playing: (): boolean => current !== null,

    add(make: (done: () => void) => Step): void {
      queue.push(make);
      if (!current) next();
    },

    /** Calls back when nothing is playing, immediately if nothing is. */
    whenOver(tell: () => void): void {
      if (current) waiting.push(tell);
      else tell();
    },

    /** Interrupted by a key, speech or another NCCO; `whenOver` callbacks are dropped. */
    stop(): void {
      const step = current;
      current = null;
      queue.length = 0;
      waiting = [];
      step?.stop('replaced');
    },
  };
}

export type Prompts = ReturnType<typeof createPrompts>;
