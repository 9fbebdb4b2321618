/** Values for one reader, who may start reading later. */
export interface Queue<T> extends AsyncIterableIterator<T> {
  push(value: T): void;
  /** The reader gets the waiting values, then the end or the error. */
  end(error?: unknown): void;
  /** The reader has stopped reading; waiting values are dropped. */
  return(): Promise<IteratorReturnResult<undefined>>;
}

interface QueueOptions<T> {
  /** Maximum number of waiting values. */
  limit: number;
  /** Replaces all waiting values when there is one too many: the reader learns that something was lost. */
  lost: T;
  /** Called once, when no more values are accepted: after `end`, or when the reader has stopped. */
  closed?: () => void;
}

interface Reader<T> {
  resolve(result: IteratorResult<T, undefined>): void;
  reject(error: unknown): void;
}

const END = { value: undefined, done: true } as const;

/**
 * A plain iterator instead of a generator: a generator's `return` waits for a pending `next`, and does nothing before
 * the first one, so the queue of a reader that stops early would remain.
 */
export function createQueue<T>({ limit, lost, closed }: QueueOptions<T>): Queue<T> {
  let waiting: T[] = [];
  let reader: Reader<T> | null = null;
  let open = true;
  let failure: { error: unknown } | null = null;

  function close(): void {
    if (!open) return;
    open = false;
    closed?.();
  }

  /** @returns the reader waiting for a value; it is no longer waiting */
  function takeReader(): Reader<T> | null {
    const waits = reader;
    reader = null;
    return waits;
  }

  return {
    push(value) {
      if (!open) return;
      if (reader) takeReader()?.resolve({ value, done: false });
      else if (waiting.length < limit) waiting.push(value);
      else waiting = [lost];
    },

    end(error) {
      if (!open) return;
      close();
      const waits = takeReader();
      if (error === undefined) waits?.resolve(END);
      else if (waits) waits.reject(error);
      else failure = { error };
    },

    next() {
      if (waiting.length > 0) return Promise.resolve({ value: waiting.shift()!, done: false });
      if (open) return new Promise((resolve, reject) => (reader = { resolve, reject }));
      if (!failure) return Promise.resolve(END);
      const { error } = failure;
      failure = null;
      return Promise.reject(error);
    },

    return() {
      waiting = [];
      close();
      takeReader()?.resolve(END);
      return Promise.resolve(END);
    },

    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
