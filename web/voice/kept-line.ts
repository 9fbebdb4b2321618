import type { ClientAddresses } from './line';
import { isLive, type LineCall, type LineFacts } from './line-state';

/** What a reload needs to restore the session and the call. */
export interface KeptLine {
  sessionId: string | null;
  /** Where the session is; undefined where an earlier version kept it. */
  client?: ClientAddresses | null;
  call: LineCall | null;
}

/** Stored per tab, so only a reload of the same tab finds it. @param name the line's */
export function keepLine(name: string) {
  const key = `denwaban.line.${name}`;
  return {
    read(): KeptLine {
      const text = sessionStorage.getItem(key);
      return text ? (JSON.parse(text) as KeptLine) : { sessionId: null, call: null };
    },

    /** Only a connected call with an id survives a reload. */
    write(session: Omit<KeptLine, 'call'>, { call }: LineFacts): void {
      const connected = isLive(call) && call.id !== null && call.phase === 'talking';
      sessionStorage.setItem(key, JSON.stringify({ ...session, call: connected ? call : null } satisfies KeptLine));
    },

    /** Takes over what another tab has stored. */
    adopt: (kept: KeptLine): void => sessionStorage.setItem(key, JSON.stringify(kept)),

    forget: (): void => sessionStorage.removeItem(key),
  };
}
