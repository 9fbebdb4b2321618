import type { AuthChecker } from 'type-graphql';
import type { Role } from '../accounts/actor.js';
import type { Context } from '../context.js';
import { fail } from '../errors.js';

/** The operations that need no sign-in. Every resolver class is @Authorized, so everything else is closed. */
const PUBLIC = [
  'Query.viewer',
  'Query.signInOptions',
  'Mutation.signIn',
  'Mutation.signInWithVonage',
  'Mutation.signOut',
];

/** Lets in whoever is signed in and has one of the roles; no roles = any role. */
export const authChecker: AuthChecker<Context, Role> = ({ context, info }, roles) => {
  if (PUBLIC.includes(`${info.parentType.name}.${info.fieldName}`)) return true;
  if (!context.actor) throw fail('UNAUTHENTICATED', 'Please sign in.');
  if (roles.length > 0 && !roles.includes(context.actor.role)) {
    throw fail('FORBIDDEN', 'Your role does not allow this.', { rule: 'role', params: { role: context.actor.role } });
  }
  return true;
};
