import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from './loopback.js';
import { isPrivateHost } from './public-url.js';

/** What a proxy adds to the requests that it passes on. */
const MARKS = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip'];

/** Those that say for whom, without which all people behind a proxy are one to us. */
const FOR_WHOM = ['x-forwarded-for', 'forwarded', 'x-real-ip'];

/** Whether a request says of itself that it was passed on. */
export const wasPassedOn = (headers: IncomingHttpHeaders): boolean => MARKS.some((name) => headers[name] !== undefined);

/** What is looked at of a request to learn whether a proxy stands before us that nobody told us of. */
export interface Passing {
  headers: IncomingHttpHeaders;
  /** The address at the other end of the connection. */
  peer: string;
  /** Whether TRUST_PROXY made us believe what the peer says. */
  trusted: boolean;
}

/**
 * The address of a proxy whose word for whom it asks is not believed; null where there is none. Only of the own machine or
 * network: from elsewhere anybody can send such a header, and would make us warn of a proxy that is none.
 */
export function untrustedProxy({ headers, peer, trusted }: Passing): string | null {
  if (trusted || !FOR_WHOM.some((name) => headers[name] !== undefined)) return null;
  const address = peer.replace(/^::ffff:(?=\d+\.)/i, '');
  return isPrivateHost(address) ? address : null;
}

/**
 * A name by which people reach this server that is not PUBLIC_URL's, although the connection comes from this machine: so
 * something here passes requests on. Null where there is none.
 */
export function otherName({ headers, peer }: Passing, publicUrl: string): string | null {
  if (!isLoopback(peer)) return null;
  const { host, origin } = headers;
  // A browser's own word that page and server are one, while the host was rewritten on the way.
  const rewritten = headers['sec-fetch-site'] === 'same-origin' && origin && URL.canParse(origin);
  const asked = rewritten ? origin : `http://${host}`;
  if (!URL.canParse(asked)) return null;
  const { hostname, host: name } = new URL(asked);
  const known = isLoopback(hostname) || hostname === new URL(publicUrl).hostname;
  return known ? null : name.slice(0, 100);
}
