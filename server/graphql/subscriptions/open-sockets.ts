import { fail } from '../../errors.js';
import { onAbort } from '../../on-abort.js';

/** Of one person or program; a page has one socket with a handful of operations. */
const SOCKETS = 50;
const OPERATIONS = 300;
/** On one socket. */
const OPERATIONS_HERE = 100;

/** Open operations of a socket by id, as in graphql-ws: an operation is included from the moment it is requested. */
type Operations = Readonly<Record<string, unknown>>;

/** Keeps the open sockets of each person, to count them and the operations that are open on all of them together. */
export function createOpenSockets() {
  const of = new Map<string, Set<Operations>>();

  return {
    /** @returns whether there is room for one more; it counts until the signal aborts */
    open(key: string, operations: Operations, until: AbortSignal): boolean {
      const own = of.get(key) ?? new Set();
      if (own.size >= SOCKETS) return false;
      of.set(key, own.add(operations));
      onAbort(until, () => {
        own.delete(operations);
        if (own.size === 0 && of.get(key) === own) of.delete(key);
      });
      return true;
    },

    /** @throws LIMIT when a socket, or its person, has too many operations open */
    check(key: string, operations: Operations): void {
      const here = Object.keys(operations).length;
      const all = [...(of.get(key) ?? [])].reduce((sum, one) => sum + Object.keys(one).length, 0);
      const max = here > OPERATIONS_HERE ? OPERATIONS_HERE : all > OPERATIONS ? OPERATIONS : null;
      if (max === null) return;
      throw fail('LIMIT', `At most ${max} operations may be open at once.`, { rule: 'open', params: { max } });
    },
  };
}
