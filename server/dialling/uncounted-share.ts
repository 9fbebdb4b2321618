import type { Dialled, Limits } from './may-dial.js';

/** As many servers together keep a limit while none of them can ask the database. */
const SERVERS = 8;

/** What a server may place of a limit without counting it: all servers together as much as half of it. */
const share = (limit: number) => Math.floor(limit / 2 / SERVERS);

/**
 * Whether one more call may be placed while the database cannot count it. Nobody knows what other servers do meanwhile,
 * so each may use a sixteenth of a limit, and only while less than half of the limit is known to be used: together eight
 * servers stay within it. Where the sixteenth is less than one call, none is placed.
 * @param known calls of all servers that this one knows of
 * @param uncounted those of them that this server placed without counting them
 */
export function mayPlaceUncounted(known: Dialled, uncounted: Dialled, limits: Limits): boolean {
  const fits = (used: number, own: number, limit: number) => used < limit / 2 && own < share(limit);
  return (
    fits(known.byUserInLastHour, uncounted.byUserInLastHour, limits.callsPerUserPerHour) &&
    fits(known.inLastDay, uncounted.inLastDay, limits.callsPerDay)
  );
}
