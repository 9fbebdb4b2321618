const KEPT = 'denwaban.setupCode';

/**
 * Takes the set-up code from behind the # of the address that the server printed, out of everybody's sight, and keeps it
 * as long as this tab is open.
 */
export function takeSetupCode(): void {
  const [, code] = /^#setup=([\w-]{1,40})$/.exec(window.location.hash) ?? [];
  if (!code) return;
  sessionStorage.setItem(KEPT, code);
  window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
}

/** The code that this tab was opened with; null without one. */
export const setupCode = (): string | null => sessionStorage.getItem(KEPT);
