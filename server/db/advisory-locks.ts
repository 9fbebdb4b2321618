/**
 * Every advisory lock of Denwaban. PostgreSQL tells them apart by their number alone, so each number is a key of this
 * list: the compiler refuses one that is given twice. A number never gets another meaning, because servers of two
 * versions may share a database for a while.
 */
const LOCKS = {
  /** Held by the one server that uses the embedded database, as long as it runs. */
  4000100: 'embeddedDatabase',
  /** One server migrates, the others wait. */
  4000107: 'migration',
  /** One sign-in at a time may become the first account of its kind. */
  4000108: 'connectedAccounts',
  /** With an application: its calls and legs have one writer at a time. */
  4000109: 'calls',
  /** One server deletes expired calls and events. */
  4000110: 'retention',
  /** One server makes the monthly partitions of events. */
  4000111: 'partitions',
  /** With an application: its users have one writer at a time. */
  4000112: 'users',
} as const;

type LockName = (typeof LOCKS)[keyof typeof LOCKS];

/** The number of each lock: the only argument, or, where the lock is for one application, the first of two. */
export const lockNumber = Object.fromEntries(
  Object.entries(LOCKS).map(([number, name]) => [name, Number(number)]),
) as Record<LockName, number>;
