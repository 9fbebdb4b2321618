const KEPT = 'denwaban.handsetToken';

/**
 * The token from the address that the simulator prints. It is removed from the address bar, and stored while this tab is
 * open.
 * @param hash the URL's fragment
 * @returns null without a token, now or earlier in this tab
 */
export function takeHandsetToken(hash: string): string | null {
  const [, token] = /^#([\w-]{20,100})$/.exec(hash) ?? [];
  if (token) {
    sessionStorage.setItem(KEPT, token);
    window.history.replaceState(window.history.state, '', window.location.pathname + window.location.search);
  }
  return sessionStorage.getItem(KEPT);
}
