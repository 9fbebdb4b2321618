import type { FastifyRequest } from 'fastify';
import { wasPassedOn } from '../accounts/forwarded.js';
import { isLoopback } from '../accounts/loopback.js';
import type { Client } from '../context.js';

type Asking = Pick<FastifyRequest, 'headers' | 'socket'>;

/** What a request says of whoever is at its other end. */
export function readClient(request: Asking, publicUrl: string): Client {
  const { origin, host } = request.headers;
  const userAgent = request.headers['user-agent'] ?? null;
  const isOwn = origin && URL.canParse(origin) && isOwnOrigin(new URL(origin), host, publicUrl);
  return { userAgent, origin: isOwn ? origin : null, isLocal: isLocal(request, publicUrl) };
}

/** Whether a page belongs to us: it came from the host that it asks, or from PUBLIC_URL. */
export function isOwnOrigin(origin: URL, host: string | undefined, publicUrl: string): boolean {
  return origin.host === host || origin.origin === new URL(publicUrl).origin;
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
    !wasPassedOn(headers)
  );
}
