import { fail } from '../errors.js';
import type { MemberRow } from './accounts.table.js';
import type { Scope } from './keys/scopes.js';

export type Role = MemberRow['role'];

/**
 * Who asks: a signed-in person, a program with the account's key and secret (which acts as the owner), or one with an API
 * key (which acts for the owner, as an admin within its scopes).
 */
export interface Actor {
  memberId: string;
  accountId: string;
  role: Role;
  /** The agent's application and Vonage user; null for everyone else. */
  applicationId: string | null;
  userName: string | null;
  via: 'session' | 'key' | 'apiKey';
  /** What an API key is limited to; null = not limited. */
  scopes: Scope[] | null;
  /** The API key by which it asks; null without one. */
  apiKey: { id: string; name: string } | null;
  /** The client's network address; null when it is not known. */
  address: string | null;
}

/**
 * The access check that a service's method begins with.
 * @throws FORBIDDEN when the actor has none of the roles
 */
export function requireRole(actor: Actor, ...roles: Role[]): void {
  if (!roles.includes(actor.role)) {
    throw fail('FORBIDDEN', 'Your role does not allow this.', { rule: 'role', params: { role: actor.role } });
  }
}
