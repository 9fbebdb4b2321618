import type { Actor } from '../accounts/actor.js';
import { isAuthorized } from '../accounts/authorization.js';
import { ApiKeysResolver } from '../accounts/keys/api-keys.resolver.js';
import { InvitationsResolver } from '../accounts/people/invitations.resolver.js';
import { MembersResolver } from '../accounts/people/members.resolver.js';
import { SessionsResolver } from '../accounts/sign-in/sessions.resolver.js';
import { toEvent } from '../calls/events/event.type.js';
import type { Context } from '../context.js';
import type { FoundNode, Node } from '../node.type.js';

type SignedIn = Context & { actor: Actor };

/** A type whose objects can be found by their id. */
interface Kind {
  type: string;
  /** The query in authorization.ts that the actor must be allowed to use. */
  query: string;
  /** Those of the ids that are of this type and may be seen; it throws for none. */
  find(context: SignedIn, ids: string[]): Promise<Node[]>;
}

/** Ids do not contain their type: each type is tried in turn, those with their own tables first. */
const KINDS: readonly Kind[] = [
  {
    type: 'Call',
    query: 'Query.call',
    find: ({ services, actor }, ids) => services.calls.byIds(actor, ids),
  },
  {
    type: 'Event',
    query: 'Query.events',
    find: async ({ services, actor }, ids) => (await services.calls.eventsByIds(actor, ids)).map(toEvent),
  },
  {
    type: 'User',
    query: 'Query.users',
    find: ({ services, actor }, ids) => services.users.byIds(actor, ids),
  },
  {
    type: 'Application',
    query: 'Query.application',
    find: ({ services, actor }, ids) => services.applications.visible(actor, ids),
  },
  {
    type: 'Consult',
    query: 'Query.consult',
    async find({ services, actor }, ids) {
      const open = await services.operations.consults.byIds(ids);
      const calls = await services.calls.byIds(
        actor,
        open.map(({ callId }) => callId),
      );
      return open.filter(({ callId }) => calls.some(({ id }) => id === callId)).map(({ view }) => view);
    },
  },
  {
    type: 'Contact',
    query: 'Query.call',
    find: ({ services, actor }, ids) => services.caller.contactsByIds(actor, ids),
  },
  {
    type: 'Account',
    query: 'Query.account',
    find: async ({ services, actor }, ids) =>
      ids.includes(actor.accountId) ? [await services.accounts.account(actor)] : [],
  },
  { type: 'Member', query: 'Query.members', find: (context) => new MembersResolver().members(context) },
  { type: 'ApiKey', query: 'Query.apiKeys', find: (context) => new ApiKeysResolver().apiKeys(context) },
  { type: 'Invitation', query: 'Query.invitations', find: (context) => new InvitationsResolver().invitations(context) },
  {
    type: 'Session',
    query: 'Query.sessions',
    find: (context) => new SessionsResolver().sessions(context.actor.role === 'admin', context),
  },
];

/** The types whose objects can be found by their id. */
export const NODE_TYPES: readonly string[] = KINDS.map(({ type }) => type);

/**
 * The objects with these ids, in order; null if it does not exist or the actor may not see it: the two
 * cannot be told apart.
 */
export async function findNodes(context: SignedIn, ids: string[]): Promise<(FoundNode | null)[]> {
  const found = new Map<string, FoundNode>();
  for (const { type, query, find } of KINDS) {
    const missing = ids.filter((id) => !found.has(id));
    if (missing.length === 0) break;
    if (!isAuthorized(context.actor, query)) continue;
    for (const node of await find(context, missing)) {
      if (missing.includes(node.id)) found.set(node.id, { ...node, __typename: type });
    }
  }
  return ids.map((id) => found.get(id) ?? null);
}
