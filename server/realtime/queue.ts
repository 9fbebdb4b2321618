/** Values that wait for one reader, who may begin to read later. */
export interface Queue<T> extends AsyncIterableIterator<T> {
  push(value: T): void;
  /** The reader gets the waiting values, and then the end, or the error. */
  end(error?: unknown): void;
  /** The reader has left; waiting values are dropped. */
  return(): Promise<IteratorReturnResult<undefined>>;
}

interface QueueOptions<T> {
  /** How many values may wait. */
  limit: number;
  /** Takes the place of all that wait when one more comes: the reader learns that something was lost. */
  lost: T;
  /** Is called once, when nothing more is taken: after `end`, or when the reader has left. */
  closed?: () => void;
}

interface Reader<T> {
  resolve(result: IteratorResult<T, undefined>): void;
  reject(error: unknown): void;
}

const END = { value: undefined, done: true } as const;

/**
 * A plain iterator and not a generator: a generator's `return` waits behind a `next` that is pending, and runs nothing at
 * all before the first one, so that a reader who leaves early would leave the queue behind.
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

  /** @returns whoever waits for a value; from now on nobody does */
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
