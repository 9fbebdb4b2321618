import { onAbort } from '../on-abort.js';
import { createQueue, type Queue } from './queue.js';
import { type Key, keysOf, MISSED, type Missed, type Topic, type Topics } from './topics.js';

type Message = Topics[Topic] | Missed;

/** The subscribers of each topic within this process. */
export function createSubscribers() {
  const topics = new Map<Topic, Map<Key, Set<Queue<Message>>>>();

  /**
   * @param wanted a key, or several
   * @param limit maximum number of waiting messages for this subscriber; with one more, all are replaced by MISSED
   */
  function add(
    topic: Topic,
    wanted: Key | Key[],
    { limit, signal }: { limit: number; signal: AbortSignal },
  ): Queue<Message> {
    const keys = topics.get(topic) ?? new Map<Key, Set<Queue<Message>>>();
    const own = new Set([wanted].flat());
    const end = () => queue.end();
    const queue = createQueue<Message>({
      limit,
      lost: MISSED,
      closed() {
        signal.removeEventListener('abort', end);
        for (const key of own) {
          const queues = keys.get(key);
          queues?.delete(queue);
          if (queues?.size === 0) keys.delete(key);
        }
      },
    });
    for (const key of own) keys.set(key, (keys.get(key) ?? new Set()).add(queue));
    topics.set(topic, keys);
    onAbort(signal, end);
    return queue;
  }

  function tell(queues: Iterable<Queue<Message>>, message: Message): void {
    for (const queue of [...queues]) queue.push(message);
  }

  /** Each subscriber once, however many of the keys are theirs. */
  const under = (keys: Map<Key, Set<Queue<Message>>>, wanted: Iterable<Key>) =>
    new Set([...wanted].flatMap((key) => [...(keys.get(key) ?? [])]));
  const all = (keys: Map<Key, Set<Queue<Message>>>) => under(keys, keys.keys());

  return {
    add,

    deliver<T extends Topic>(topic: T, ids: Topics[T]): void {
      const keys = topics.get(topic);
      if (!keys) return;
      const concerned = keysOf(topic, ids);
      tell(concerned ? under(keys, concerned) : all(keys), ids);
    },

    /** Sends MISSED to every subscriber of every topic. */
    missed(): void {
      for (const keys of topics.values()) tell(all(keys), MISSED);
    },

    /** Number of subscribers. */
    count: (): number => [...topics.values()].reduce((sum, keys) => sum + all(keys).size, 0),
  };
}
