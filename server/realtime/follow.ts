import type { FastifyBaseLogger } from 'fastify';
import { EVERYTHING, MISSED, type Missed, type Realtime, type Topic, type Topics } from './topics.js';
import { untilItWorks } from './until-it-works.js';

interface Following<T extends Topic> {
  topic: T;
  /**
   * Called for each message, one after the other. MISSED: messages may have been lost, so everything is checked again.
   */
  react: (ids: Topics[T] | Missed) => Promise<void>;
  signal: AbortSignal;
  log: Pick<FastifyBaseLogger, 'warn'>;
  /** Log message when `react` fails. */
  problem: string;
}

/**
 * Keeps something in memory up to date: receives every message of a topic until the signal aborts. After a failure
 * everything is read again until that works, so that no message is lost.
 * @returns resolves when it has ended
 */
export async function follow<T extends Topic>(realtime: Realtime, following: Following<T>): Promise<void> {
  const { topic, react, signal, log, problem } = following;
  const failed = (err: unknown) => log.warn({ err }, problem);
  for await (const ids of realtime.subscribe(topic, EVERYTHING, signal)) {
    try {
      await react(ids);
    } catch (error) {
      failed(error);
      await untilItWorks(() => react(MISSED), { signal, failed }).catch(() => {});
    }
  }
}
