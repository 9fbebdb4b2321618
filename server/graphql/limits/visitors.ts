import type { FastifyRequest } from 'fastify';
import type { Actor } from '../../accounts/actor.js';
import type { Client } from '../../context.js';
import { fail } from '../../errors.js';
import type { Services } from '../../services.js';
import { readClient } from './client.js';
import { FOREIGN_ORIGIN, isOwnOrigin, type OwnAddresses } from './own-address.js';
import type { RequestLimit } from './request-limit.js';
import { cookieOf } from './slots.js';

/** A client at /graphql, over HTTP or a socket. */
export interface Visitor {
  /** Null for a stranger. */
  actor: Actor | null;
  slot: string;
  cookie: { name: string; secure: boolean };
  /** The cookie's value, whether or not it is still good. */
  token: string | null;
  address: string;
  client: Client;
  /** Looks again who it is by now: the session or the key may have ended, or have other rights. */
  actorNow(): Promise<Actor | null>;
}

export interface Proofs {
  slot: string;
  /** The header, or the equivalent in a socket's parameters. */
  authorization: string | undefined;
}

/** Decides who may come in, the same for requests and sockets. */
export function createVisitors(deps: { services: Services; own: () => OwnAddresses; requestLimit: RequestLimit }) {
  const { services, own, requestLimit } = deps;

  /**
   * @throws FORBIDDEN for a page of another address that would come in by cookie, UNAUTHENTICATED for an API key that is
   * not valid, LIMIT
   */
  return async function arrive(request: FastifyRequest, { slot, authorization }: Proofs): Promise<Visitor> {
    const { origin } = request.headers;
    const address = request.ip;
    const isForeign = origin !== undefined && !isOwnOrigin(origin, request, own());
    if (isForeign && !authorization && !own().tools.includes(origin)) {
      throw fail('FORBIDDEN', FOREIGN_ORIGIN, { rule: 'origin', params: { origin: origin.slice(0, 200) } });
    }
    const { name, secure, token: sent = null } = cookieOf(request, slot, own());
    // A tool is either unauthenticated or has a key.
    const token = isForeign ? null : sent;
    const look = (cookie: string | null) =>
      services.accounts.actorOf({
        ...(authorization !== undefined && { authorization }),
        ...(cookie !== null && { token: cookie }),
        slot,
        address,
      });
    const proof = authorization ?? token;
    const visitor: Visitor = {
      actor: await requestLimit.admit({ proof, address }, () => look(token)),
      slot,
      cookie: { name, secure },
      token,
      address,
      client: readClient(request, own()),
      // A sign-in within the request has put another one in its place.
      actorNow: () => look(visitor.token),
    };
    return visitor;
  };
}

export type Arrive = ReturnType<typeof createVisitors>;
