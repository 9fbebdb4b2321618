import type { FastifyRequest } from 'fastify';
import { wasForwarded } from '../../accounts/warnings/forwarded.js';
import { isLoopback } from '../../accounts/warnings/loopback.js';

export type Asking = Pick<FastifyRequest, 'headers' | 'socket'>;

/** Which addresses of the web app are our own. */
export interface OwnAddresses {
  publicUrl: string;
  /** Origins that an admin has listed: additional ones of the web app, and third-party tools. */
  webApp: readonly string[];
  tools: readonly string[];
}

/**
 * Whether the requesting page is ours. A header alone never proves it: its origin must be PUBLIC_URL's or a listed one,
 * a local name if PUBLIC_URL is one too, or the address that this connection arrived at.
 * @param origin as sent by a browser
 */
export function isOwnOrigin(origin: string, request: Asking, { publicUrl, webApp }: OwnAddresses): boolean {
  if (!URL.canParse(origin)) return false;
  const own = new URL(publicUrl);
  const asked = new URL(origin);
  if (asked.origin === own.origin || webApp.includes(asked.origin)) return true;
  if (asked.host !== request.headers.host) return false;
  if (isLoopback(own.hostname) && isLoopback(asked.hostname)) return true;
  return leadsHere(asked, request);
}

/** Whether a plain http address is the one at which this connection arrived. */
function leadsHere({ protocol, hostname, port }: URL, request: Asking): boolean {
  const { localAddress = '', localPort } = request.socket;
  if (protocol !== 'http:' || Number(port || 80) !== localPort || wasForwarded(request.headers)) return false;
  const here = localAddress.replace(/^::ffff:/, '');
  return hostname.replace(/^\[|\]$/g, '') === here || (isLoopback(hostname) && isLoopback(here));
}

/** What refuses a page of another address, over HTTP and over a socket. At most 123 bytes: it is a socket's close reason. */
export const FOREIGN_ORIGIN =
  'This address is not one of the server. Open the one in PUBLIC_URL, or list this one under Settings.';
