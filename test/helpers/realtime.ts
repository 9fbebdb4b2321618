import { EventEmitter } from 'node:events';
import type { Realtime, Topics } from '../../server/realtime/topics.js';

/** One bus for all servers of a test. */
export function createTestRealtime(bus: EventEmitter): Realtime {
  bus.setMaxListeners(0);
  return {
    async publish(topic, ids) {
      bus.emit(topic, ids);
    },
    subscribe(topic, signal) {
      const waiting: Topics[typeof topic][] = [];
      let wake = () => {};
      const listener = (ids: Topics[typeof topic]) => {
        waiting.push(ids);
        wake();
      };
      bus.on(topic, listener);
      signal.addEventListener('abort', () => wake(), { once: true });
      return (async function* () {
        while (!signal.aborted) {
          const next = waiting.shift();
          if (next) yield next;
          else
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
        }
        bus.off(topic, listener);
      })();
    },
    async close() {},
  };
}
