import DataLoader from 'dataloader';

/**
 * Turns a query for many keys into a function for one key: everything requested at the same moment, by any request or
 * subscriber, becomes one query. Nothing is cached, because services outlive requests and the next reader must see
 * changes.
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
