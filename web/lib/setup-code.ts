const KEPT = 'denwaban.setupCode';

/**
 * Reads the setup code from the part of the URL after #, removes it from the address bar, and keeps it as long as this
 * tab is open.
 */
export function takeSetupCode(): void {
  const [, code] = /^#setup=([\w-]{1,40})$/.exec(window.location.hash) ?? [];
  if (!code) return;
  sessionStorage.setItem(KEPT, code);
  window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
}

/** The code that this tab was opened with; null without one. */
export const setupCode = (): string | null => sessionStorage.getItem(KEPT);
