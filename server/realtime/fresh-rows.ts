import { MISSED, type Missed } from './topics.js';
import { untilItWorks } from './until-it-works.js';

interface Reading<Ids, Row> {
  /** Null if it was deleted, or the reader may not see it. */
  read: (ids: Ids) => Promise<Row | null>;
  failed: (error: unknown) => void;
}

/** Turns ids into fresh rows. MISSED stands for rows that could not be read: the reader then reloads the list. */
export async function* eachRow<Ids, Row>(
  published: AsyncIterable<Ids | Missed>,
  { read, failed }: Reading<Ids, Row>,
): AsyncGenerator<Row | Missed, void, void> {
  for await (const ids of published) {
    if (ids === MISSED) yield MISSED;
    else {
      const row: Row | Missed | null = await read(ids as Ids).catch((error): Missed => {
        failed(error);
        return MISSED;
      });
      if (row !== null) yield row;
    }
  }
}

interface ReadingState<Ids, State> {
  /** After MISSED it does not matter what changed: the current state is read. */
  read: (ids: Ids | Missed) => Promise<State>;
  failed: (error: unknown) => void;
  signal: AbortSignal;
}

/**
 * The new state of something after each change. After a failure, MISSED says that the state may be outdated, and it is
 * read again until that works.
 */
export async function* eachState<Ids, State>(
  changes: AsyncIterable<Ids | Missed>,
  { read, failed, signal }: ReadingState<Ids, State>,
): AsyncGenerator<State | Missed, void, void> {
  for await (const ids of changes) {
    let state: State | Missed = await read(ids).catch((error): Missed => {
      failed(error);
      return MISSED;
    });
    if (state === MISSED) {
      yield MISSED;
      state = await untilItWorks(() => read(MISSED), { signal, failed }).catch((): Missed => MISSED);
    }
    yield state;
  }
}
