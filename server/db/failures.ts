/** Code of a failed query: an SQLSTATE of PostgreSQL, or a code of the driver or the network; null for other errors. */
export function codeOf(error: unknown): string | null {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = (at as { code?: unknown }).code;
    if (typeof code === 'string') return code;
  }
  return null;
}

/**
 * Whether the database refused the data itself: wrong data (22), a broken constraint (23), too large (54). Anything
 * else (connection, shutdown, deadlock, disk) may succeed later.
 */
export function isRefusal(error: unknown): boolean {
  return /^(22|23|54)[0-9A-Z]{3}$/.test(codeOf(error) ?? '');
}
