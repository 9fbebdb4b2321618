/**
 * PostgreSQL's classes 08 (connection), 28 (authorization), 53 (out of connections or disk) and 57 (shutdown), a
 * primary that has become a standby, and codes of the socket and the driver.
 */
const AWAY =
  /^(08|28|53|57P)|^25006$|^E(CONNREFUSED|CONNRESET|NOENT|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|NOTFOUND|AI_AGAIN)$|^CONNECT_TIMEOUT$|^CONNECTION_(CLOSED|DESTROYED|ENDED)$/;

/** Whether an error, or its cause, means that the database cannot be reached. */
export function isDatabaseAway(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (typeof code === 'string' && AWAY.test(code)) return true;
    if (cause instanceof AggregateError && cause.errors.some(isDatabaseAway)) return true;
  }
  return false;
}
