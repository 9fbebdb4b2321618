const KEPT = 'denwaban.setupCode';

/**
 * Reads the setup code from the URL's fragment, removes it from the address bar, and stores it while this tab is open.
 */
export function takeSetupCode(): void {
  const [, code] = /^#setup=([\w-]{1,40})$/.exec(window.location.hash) ?? [];
  if (!code) return;
  sessionStorage.setItem(KEPT, code);
  window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
}

/** The setup code with which this tab was opened; null without one. */
export const setupCode = (): string | null => sessionStorage.getItem(KEPT);
