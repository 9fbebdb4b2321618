/**
 * All advisory locks of Denwaban. PostgreSQL distinguishes them only by number, so each number is a key of this list:
 * the compiler refuses a duplicate. Never reuse a number for another lock, because servers of two versions may share a
 * database for a while.
 */
const LOCKS = {
  /** Held by the only server of an embedded database, while it runs. */
  4000100: 'embeddedDatabase',
  /** One server migrates; the others wait. */
  4000107: 'migration',
  /** Taken by a sign-in that may create the first account of its kind. */
  4000108: 'connectedAccounts',
  /** Per application: only one writer of its calls and legs at a time. */
  4000109: 'calls',
  /** One server deletes expired calls and events. */
  4000110: 'retention',
  /** One server makes the monthly partitions of events. */
  4000111: 'partitions',
  /** Per application: only one writer of its users at a time. */
  4000112: 'users',
} as const;

type LockName = (typeof LOCKS)[keyof typeof LOCKS];

/** Number of each lock: the only argument, or the first of two where the lock is per application. */
export const lockNumber = Object.fromEntries(
  Object.entries(LOCKS).map(([number, name]) => [name, Number(number)]),
) as Record<LockName, number>;
