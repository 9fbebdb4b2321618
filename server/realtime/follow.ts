import type { FastifyBaseLogger } from 'fastify';
import { EVERYTHING, MISSED, type Missed, type Realtime, type Topic, type Topics } from './topics.js';
import { untilItWorks } from './until-it-works.js';

interface Following<T extends Topic> {
  topic: T;
  /** What is done with each message, one after the other. MISSED: everything that is kept is looked at again. */
  react: (ids: Topics[T] | Missed) => Promise<void>;
  signal: AbortSignal;
  log: Pick<FastifyBaseLogger, 'warn'>;
  /** What the log says when `react` fails. */
  problem: string;
}

/**
 * Keeps something in memory up to date: it hears every message of a topic until the signal aborts. After a failure
 * everything is read again until that works, so that no message is lost.
 * @returns when it has ended
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
