import type { Actor } from './accounts/actor.js';
import type { Services } from './services.js';

/** Whoever is at the other end of a request. */
export interface Client {
  /** What a browser calls itself. */
  userAgent: string | null;
  /** The address that the browser has us at; null for a program, and for a page of another site. */
  origin: string | null;
  /** Whether the request seems to come from this machine; a proxy or a tunnel here can make a stranger's seem so. */
  isLocal: boolean;
}

/** What a resolver knows of its request. */
export interface Context {
  services: Services;
  /** Null if not signed in; a sign-in sets it for the rest of its request. */
  actor: Actor | null;
  /** Looks again who it is by now: the session or the key may have ended, or have other rights. */
  actorNow(): Promise<Actor | null>;
  /** Which of the browser's sessions: `/u/<slot>/…`. */
  slot: string;
  /** The cookie's value, whether or not it is still good. */
  sessionToken: string | null;
  /** What the browser keeps of a sign-in whose code is missing; null without one. */
  pendingToken: string | null;
  /** The client's network address. */
  address: string;
  client: Client;
  /** Aborts when the socket closes or the session ends; never for a plain request. */
  signal: AbortSignal;
  /** Gives the browser the session of this slot, or takes it away with null. */
  setSession(token: string | null): void;
  /** Gives the browser the first half of a sign-in in this slot, or takes it away with null. */
  setPending(token: string | null): void;
}
