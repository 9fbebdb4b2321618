const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A call to a phone number that was allowed. */
export interface RecentCall {
  key: string;
  accountId: string;
  applicationId: string;
  userName: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** The calls of the last 24 hours, counted in memory, so that answering a call does not wait for the database. */
export function createRecentCalls() {
  const byAccount = new Map<string, RecentCall[]>();
  const keys = new Set<string>();

  function ofLastDay(accountId: string, now: number): RecentCall[] {
    const calls = byAccount.get(accountId) ?? [];
    const fresh = calls.findIndex(({ at }) => at > now - DAY);
    for (const { key } of calls.splice(0, fresh < 0 ? calls.length : fresh)) keys.delete(key);
    return calls;
  }

  return {
    has: (key: string): boolean => keys.has(key),

    /** Counts a call; one that was counted before changes nothing. They come in nearly the order of their times. */
    add(call: RecentCall): void {
      if (keys.has(call.key)) return;
      keys.add(call.key);
      const calls = byAccount.get(call.accountId) ?? [];
      const place = calls.findLastIndex(({ at }) => at <= call.at) + 1;
      calls.splice(place, 0, call);
      byAccount.set(call.accountId, calls);
    },

    /** @param now milliseconds since 1970 */
    count(
      { accountId, applicationId, userName }: Pick<RecentCall, 'accountId' | 'applicationId' | 'userName'>,
      now: number,
    ) {
      const calls = ofLastDay(accountId, now);
      const hour = calls.slice(calls.findLastIndex(({ at }) => at <= now - HOUR) + 1);
      const own = hour.filter((call) => call.applicationId === applicationId && call.userName === userName);
      return { byUserInLastHour: own.length, inLastDay: calls.length };
    },

    /** How many calls the account placed in the last 24 hours. */
    inLastDay: (accountId: string, now: number): number => ofLastDay(accountId, now).length,
  };
}
