import { wasForwarded } from '../accounts/warnings/forwarded.js';
import { isLoopback } from '../accounts/warnings/loopback.js';
import type { Client } from '../context.js';
import { type Asking, isOwnOrigin, type OwnAddresses } from './own-address.js';

/** What a request says of whoever is at its other end. */
export function readClient(request: Asking, own: OwnAddresses): Client {
  const { origin } = request.headers;
  const userAgent = request.headers['user-agent'] ?? null;
  const isOwn = origin !== undefined && isOwnOrigin(origin, request, own);
  return { userAgent, origin: isOwn ? origin : null, isLocal: isLocal(request, own.publicUrl) };
}

/**
 * A proxy on this machine makes everybody look local: where one may be (PUBLIC_URL leads here from elsewhere, or the
 * request was passed on) nobody is. Many leave no trace, so this alone opens nothing. The host is looked at since a page of
 * another site can point its own name here.
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
