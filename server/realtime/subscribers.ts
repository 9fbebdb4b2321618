import { onAbort } from '../on-abort.js';
import { createQueue, type Queue } from './queue.js';
import { type Key, keysOf, MISSED, type Missed, type Topic, type Topics } from './topics.js';

type Message = Topics[Topic] | Missed;

/** The subscribers of each topic within this process. */
export function createSubscribers() {
  const topics = new Map<Topic, Map<Key, Set<Queue<Message>>>>();

  /** @param limit maximum number of waiting messages for this subscriber; with one more, all are replaced by MISSED */
  function add(topic: Topic, key: Key, { limit, signal }: { limit: number; signal: AbortSignal }): Queue<Message> {
    const keys = topics.get(topic) ?? new Map<Key, Set<Queue<Message>>>();
    const queues = keys.get(key) ?? new Set();
    const end = () => queue.end();
    const queue = createQueue<Message>({
      limit,
      lost: MISSED,
      closed() {
        signal.removeEventListener('abort', end);
        queues.delete(queue);
        if (queues.size === 0 && keys.get(key) === queues) keys.delete(key);
      },
    });
    topics.set(topic, keys.set(key, queues.add(queue)));
    onAbort(signal, end);
    return queue;
  }

  function tell(queues: Iterable<Queue<Message>>, message: Message): void {
    for (const queue of [...queues]) queue.push(message);
  }

  const all = (keys: Map<Key, Set<Queue<Message>>>) => [...keys.values()].flatMap((queues) => [...queues]);

  return {
    add,

    deliver<T extends Topic>(topic: T, ids: Topics[T]): void {
      const keys = topics.get(topic);
      if (!keys) return;
      const concerned = keysOf(topic, ids);
      if (concerned) for (const key of concerned) tell(keys.get(key) ?? [], ids);
      else tell(all(keys), ids);
    },

    /** Sends MISSED to every subscriber of every topic. */
    missed(): void {
      for (const keys of topics.values()) tell(all(keys), MISSED);
    },

    /** Number of subscribers. */
    count: (): number => [...topics.values()].reduce((sum, keys) => sum + all(keys).length, 0),
  };
}
