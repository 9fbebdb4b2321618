/** One thing that happened in the simulated network, as sent by `WS /simulator/feed`. */
export interface FeedEntry {
  type: string;
  conversation?: string;
  [detail: string]: unknown;
}

/**
 * Everything that happens passes through here: what handsets hear, outgoing webhooks, changes of legs. Nothing is
 * stored.
 */
export function createFeed() {
  const listeners = new Set<(entry: FeedEntry) => void>();

  return {
    publish(entry: FeedEntry): void {
      for (const listener of listeners) listener(entry);
    },

    /** @returns a function that ends the subscription */
    subscribe(listener: (entry: FeedEntry) => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export type Feed = ReturnType<typeof createFeed>;
