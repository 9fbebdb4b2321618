import { fail } from '../errors.js';
import type { MemberRow } from './accounts.table.js';

export type Role = MemberRow['role'];

/** Who asks: a signed-in person, or a program with the account's key and secret (which acts as the owner). */
export interface Actor {
  memberId: string;
  accountId: string;
  role: Role;
  /** The agent's application and Vonage user; null for everyone else. */
  applicationId: string | null;
  userName: string | null;
  via: 'session' | 'key';
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
