import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { SimError } from './errors.js';

/** Which token a route of the control API needs. Default: `control`. */
export type Access = 'everybody' | 'handsets' | 'control';

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access;
  }
}

export interface Tokens {
  /** Gives access to everything under /simulator. */
  controlToken: string;
  /** Gives access to handsets only. */
  handsetToken: string;
}

/** WebSocket protocol that a page names beside its token, and that the server selects. */
export const SOCKET_PROTOCOL = 'denwaban';

const BEARER = /^bearer /i;
const WILDCARDS = ['0.0.0.0', '::'];
const LOOPBACK = /^(127\.\d+\.\d+\.\d+|::1|localhost)$/;
const ADDRESS = /^(\[[\da-f:.]+\]|[^:[\]]+)(:\d{1,5})?$/i;

/** The host in a `Host` header, without port and brackets; null if invalid. */
function nameIn(host: string | undefined): string | null {
  const [, name] = ADDRESS.exec(host ?? '') ?? [];
  return name?.replace(/^\[|\]$/g, '').toLowerCase() ?? null;
}

/**
 * Whether a request names this machine. A web page can point its own domain at this machine (DNS rebinding), which
 * makes it same-origin for the browser; it cannot do so with an IP address.
 * @param host the `Host` header
 * @param listening the setting SIMULATOR_HOST
 */
export function isOwnHost(host: string | undefined, listening: string): boolean {
  const name = nameIn(host);
  if (name === null) return false;
  if (LOOPBACK.test(name) || name === listening.toLowerCase()) return true;
  return WILDCARDS.includes(listening) && isIP(name) > 0;
}

/** Refuses requests for any other host name. */
export function ownHostOnly(app: FastifyInstance, listening: string): void {
  app.addHook('onRequest', async (request) => {
    const { host } = request.headers;
    if (isOwnHost(host, listening)) return;
    throw new SimError(
      403,
      'Forbidden',
      `The simulator is not called ${host}. Use 127.0.0.1, or set SIMULATOR_HOST to the name that it listens at.`,
    );
  });
}

/**
 * The control API is for programs and pages on this machine that have a token; such pages may read the responses
 * (CORS).
 */
export function controlsFor(app: FastifyInstance, tokens: Tokens): void {
  app.addHook('onRequest', async (request, reply) => {
    const { origin } = request.headers;
    if (!origin) return;
    const { host = '' } = URL.canParse(origin) ? new URL(origin) : {};
    // The simulator's own page has its own address, which was checked before.
    if (!LOOPBACK.test(nameIn(host) ?? '') && host !== request.headers.host)
      throw new SimError(403, 'Forbidden', `Pages of ${origin} may not control the simulator.`);
    reply.header('access-control-allow-origin', origin).header('vary', 'origin');
    if (request.method !== 'OPTIONS') return;
    return reply
      .status(204)
      .header('access-control-allow-methods', 'GET, POST, PATCH, DELETE')
      .header('access-control-allow-headers', 'authorization, content-type')
      .header('access-control-max-age', '600')
      .send();
  });

  app.addHook('onRequest', async (request) => {
    const { access = 'control' } = request.routeOptions.config;
    if (access === 'everybody') return;
    const token = tokenOf(request);
    if (token !== undefined && same(token, tokens.controlToken)) return;
    const ofHandsets = token !== undefined && same(token, tokens.handsetToken);
    if (ofHandsets && access === 'handsets') return;
    if (ofHandsets) throw new SimError(403, 'Forbidden', 'The token is for handsets; this needs controlToken.');
    throw new SimError(
      401,
      'Unauthorized',
      'Send "Authorization: Bearer …" with the controlToken of DATA_DIR/simulator.json.',
    );
  });
}

/** Bearer token; or, because a page cannot set headers on a WebSocket, the protocol named after ours. */
function tokenOf({ headers }: FastifyRequest): string | undefined {
  if (headers.authorization) {
    return BEARER.test(headers.authorization) ? headers.authorization.slice(7).trim() : undefined;
  }
  const [protocol, token] = (headers['sec-websocket-protocol'] ?? '').split(',').map((one) => one.trim());
  return protocol === SOCKET_PROTOCOL ? token : undefined;
}

const same = (a: string, b: string) => timingSafeEqual(sha256(a), sha256(b));
const sha256 = (text: string) => createHash('sha256').update(text).digest();

/** The Client SDK runs in pages of any origin: they may read the responses, only the token counts (CORS). */
export function pagesOfAnyOrigin(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!request.headers.origin) return;
    reply.header('access-control-allow-origin', '*');
    if (request.method !== 'OPTIONS') return;
    return reply
      .status(204)
      .header('access-control-allow-methods', 'GET, POST, PUT, PATCH, DELETE')
      .header('access-control-allow-headers', 'authorization, content-type')
      .header('access-control-max-age', '600')
      .send();
  });
}
