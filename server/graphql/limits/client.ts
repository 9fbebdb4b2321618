import { wasForwarded } from '../../accounts/warnings/forwarded.js';
import { isLoopback } from '../../accounts/warnings/loopback.js';
import type { Client } from '../../context.js';
import { type Asking, isOwnOrigin, type OwnAddresses } from './own-address.js';

/** What a request reveals about its client. */
export function readClient(request: Asking, own: OwnAddresses): Client {
  const { origin } = request.headers;
  const userAgent = request.headers['user-agent'] ?? null;
  const isOwn = origin !== undefined && isOwnOrigin(origin, request, own);
  return { userAgent, origin: isOwn ? origin : null, isLocal: isLocal(request, own.publicUrl) };
}

/**
 * Behind a proxy on this machine everyone looks local: if there may be one (PUBLIC_URL is reachable from elsewhere, or
 * the request was forwarded), no one counts as local. Many proxies leave no trace, so this alone gives no access. The
 * host is checked because a page of another site can point its domain here.
 */
function isLocal({ headers, socket }: Asking, publicUrl: string): boolean {
  const asked = `http://${headers.host}`;
  return (
    isLoopback(new URL(publicUrl).hostname) &&
    isLoopback(socket.remoteAddress ?? '') &&
    URL.canParse(asked) &&
    isLoopback(new URL(asked).hostname) &&
    !wasForwarded(headers)
  );
}
