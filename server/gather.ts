import DataLoader from 'dataloader';

/**
 * Turns a query for many keys into a function for one: all that is asked in one moment is read by one query, for every
 * request and subscriber. Nothing is kept, because services outlive requests and the next reader must see what has changed.
 * @param read gets each key once, and returns the values in the order of the keys
 */
export function gather<Key, Value>(read: (keys: Key[]) => Promise<Value[]>): (key: Key) => Promise<Value> {
  const loader = new DataLoader<Key, Value>(
    async (asked) => {
      const keys = [...new Set(asked)];
      const values = await read(keys);
      const places = new Map(keys.map((key, index) => [key, index]));
      return asked.map((key) => values[places.get(key)!]!);
    },
    { cache: false },
  );
  return (key) => loader.load(key);
}
