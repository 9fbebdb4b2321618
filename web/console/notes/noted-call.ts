import { useEffect, useState } from 'react';
import { isLive, type LineCall } from '../../voice/line-state';

/** The call whose note is on the desk. */
export interface NotedCall {
  /** The agent's leg. */
  legUuid: string;
  /** The contact as it was shown. */
  other: string;
}

/**
 * The call that the agent last talked in, until the next one or until it is put away; this tab remembers it over a reload.
 * @param name of the line, the same in each tab
 * @returns it, a function that keeps the current call while the page is drawn, and one that puts it away
 */
export function useNotedCall(name: string) {
  const key = `denwaban.noted.${name}`;
  const [noted, setNoted] = useState<NotedCall | null>(() => JSON.parse(sessionStorage.getItem(key) ?? 'null'));
  useEffect(() => sessionStorage.setItem(key, JSON.stringify(noted)), [key, noted]);

  return {
    noted,
    keep(call: LineCall | null, other: string): void {
      if (!isLive(call) || call.phase === 'ringing' || call.id === null) return;
      if (noted?.legUuid !== call.id || noted.other !== other) setNoted({ legUuid: call.id, other });
    },
    putAway: () => setNoted(null),
  };
}
