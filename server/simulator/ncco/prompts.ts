import type { Step } from './step.js';

/** The prompts of a bargeIn chain: they play one after the other while the input behind them listens already. */
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

    /** Calls back once nothing plays any more, at once when nothing does. */
    whenOver(tell: () => void): void {
      if (current) waiting.push(tell);
      else tell();
    },

    /** A key, speech or another NCCO cuts them short; whoever waited for their end is not told. */
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
