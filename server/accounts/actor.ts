import { fail } from '../errors.js';
import type { MemberRow } from './accounts.table.js';
import type { Scope } from './keys/scopes.js';

export type Role = MemberRow['role'];

/**
 * Who makes a request: a signed-in person, a client with the account's key and secret (acting as the owner), or a
 * client with an API key (acting for the owner, as an admin within its scopes).
 */
export interface Actor {
  memberId: string;
  accountId: string;
  role: Role;
  /** The agent's application and Vonage user; null for everyone else. */
  applicationId: string | null;
  userName: string | null;
  via: 'session' | 'key' | 'apiKey';
  /** Scopes of an API key; null = not limited. */
  scopes: Scope[] | null;
  /** The API key used; null without one. */
  apiKey: { id: string; name: string } | null;
  /** Network address of the client; null if unknown. */
  address: string | null;
}

/**
 * The access check at the start of every service method.
 * @throws FORBIDDEN if the actor has none of the roles
 */
export function requireRole(actor: Actor, ...roles: Role[]): void {
  if (!roles.includes(actor.role)) {
    throw fail('FORBIDDEN', 'You don’t have permission to do this.', { rule: 'role', params: { role: actor.role } });
  }
}
