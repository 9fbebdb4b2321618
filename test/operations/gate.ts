/**
 * Lets many do one thing at a time, or a single one another thing while none of them does.
 */
export function createGate() {
  let inside = 0;
  let closed = false;
  let waiting: (() => void)[] = [];
  const changed = () => new Promise<void>((resolve) => waiting.push(resolve));
  function tell(): void {
    const all = waiting;
    waiting = [];
    for (const one of all) one();
  }

  return {
    async among<T>(work: () => Promise<T>): Promise<T> {
      while (closed) await changed();
      inside += 1;
      return work().finally(() => {
        inside -= 1;
        tell();
      });
    },

    async alone<T>(work: () => Promise<T>): Promise<T> {
      while (closed) await changed();
      closed = true;
      while (inside > 0) await changed();
      return work().finally(() => {
        closed = false;
        tell();
      });
    },
  };
}

export type Gate = ReturnType<typeof createGate>;
