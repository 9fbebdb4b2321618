import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from './loopback.js';
import { isPrivateHost } from './public-url.js';

/** Headers that a proxy adds to requests. */
const MARKS = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/** Those that name the client; without them all people behind a proxy look like one. */
const FOR_WHOM = ['x-forwarded-for', 'forwarded', 'x-real-ip'];

/** Whether a request says that it was forwarded. */
export const wasForwarded = (headers: IncomingHttpHeaders): boolean =>
  MARKS.some((name) => headers[name] !== undefined);

/** Data of a request from which an unconfigured proxy is detected. */
export interface ForwardedRequest {
  headers: IncomingHttpHeaders;
  /** Address at the other end of the connection. */
  peer: string;
  /** Whether TRUST_PROXY covers the peer. */
  trusted: boolean;
}

/**
 * Address of a proxy whose client headers are not trusted; null if there is none. Only from this machine or network:
 * from elsewhere anyone could send such a header and cause a false warning.
 */
export function untrustedProxy({ headers, peer, trusted }: ForwardedRequest): string | null {
  if (trusted || !FOR_WHOM.some((name) => headers[name] !== undefined)) return null;
  const address = peer.replace(/^::ffff:(?=\d+\.)/i, '');
  return isPrivateHost(address) ? address : null;
}

/**
 * A host name that people use and that is not PUBLIC_URL's, although the connection comes from this machine, so
 * something here forwards requests. Null if there is none.
 */
export function otherName({ headers, peer }: ForwardedRequest, publicUrl: string): string | null {
  if (!isLoopback(peer)) return null;
  const { host, origin } = headers;
  // The browser says that page and server have the same origin, but the host was rewritten on the way.
  const rewritten = headers['sec-fetch-site'] === 'same-origin' && origin && URL.canParse(origin);
  const asked = rewritten ? origin : `http://${host}`;
  if (!URL.canParse(asked)) return null;
  const { hostname, host: name } = new URL(asked);
  const known = isLoopback(hostname) || hostname === new URL(publicUrl).hostname;
  return known ? null : name.slice(0, 100);
}
