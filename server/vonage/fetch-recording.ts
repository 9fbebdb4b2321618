import { fail } from '../errors.js';

const TIME_OUT_MS = 60_000;
const MOST_REDIRECTS = 3;

/**
 * Fetches a recording, wherever Vonage sends us for it. Only the first address gets our token: the others have what they
 * need in themselves (Vonage: real-cloud row 19).
 * @param url from the record event
 * @param token of the application
 * @param isAllowed whether an address may be requested
 * @returns the response with its body unread
 * @throws FORBIDDEN (host) for an address that may not be requested
 */
export async function fetchRecording(
  url: string,
  token: string,
  isAllowed: (url: string) => boolean,
): Promise<Response> {
  let at = url;
  for (let redirects = 0; ; redirects += 1) {
    if (!isAllowed(at)) {
      const { host } = new URL(at);
      throw fail('FORBIDDEN', `Recordings are not fetched from ${host}.`, { rule: 'host', params: { host } });
    }
    const response = await fetch(at, {
      headers: redirects === 0 ? { authorization: `Bearer ${token}` } : {},
      redirect: 'manual',
      signal: AbortSignal.timeout(TIME_OUT_MS),
    });
    const next = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || !next || redirects === MOST_REDIRECTS) return response;
    await response.body?.cancel();
    at = new URL(next, at).href;
  }
}
