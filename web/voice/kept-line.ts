import { isLive, type LineCall, type LineFacts } from './line-state';

/** What a reload of the page needs, to find the session and the call again. */
export interface KeptLine {
  sessionId: string | null;
  call: LineCall | null;
}

/** Kept by the tab: a reload finds it, another tab does not. @param name the line's */
export function keepLine(name: string) {
  const key = `denwaban.line.${name}`;
  return {
    read(): KeptLine {
      const text = sessionStorage.getItem(key);
      return text ? (JSON.parse(text) as KeptLine) : { sessionId: null, call: null };
    },

    /** Of a call only what outlives the page: one that stands, with an id. */
    write(sessionId: string | null, { call }: LineFacts): void {
      const stands = isLive(call) && call.id !== null && call.phase === 'talking';
      sessionStorage.setItem(key, JSON.stringify({ sessionId, call: stands ? call : null } satisfies KeptLine));
    },

    /** Takes over what another tab has kept. */
    adopt: (kept: KeptLine): void => sessionStorage.setItem(key, JSON.stringify(kept)),

    forget: (): void => sessionStorage.removeItem(key),
  };
}
