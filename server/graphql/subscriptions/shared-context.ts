import type { Actor } from '../../accounts/actor.js';
import type { Context } from '../../context.js';

/** What an actor may see is decided by these alone. */
const RIGHTS = ['accountId', 'role', 'applicationId', 'userName', 'scopes', 'via'] as const satisfies (keyof Actor)[];

/** @returns the same text for all actors who may see the same */
export const rightsOf = (actor: Actor): string => JSON.stringify(RIGHTS.map((name) => actor[name]));

/**
 * The context of an execution whose answers go to everyone with the same rights: of the first subscriber it holds the
 * rights and nothing else. A resolver that reads who someone is (`memberId`, `slot`, …) throws,
 * so that no subscriber ever gets what is another's.
 */
export function sharedContext({ services, actor }: Context, signal: AbortSignal): Context {
  const rights = Object.fromEntries(RIGHTS.map((name) => [name, actor![name]]));
  const known = { services, actor: withoutIdentity(rights), signal };
  return withoutIdentity(known) as unknown as Context;
}

function withoutIdentity<T extends object>(known: T): T {
  return new Proxy(known, {
    get(target, name, receiver) {
      // Whoever awaits it asks for `then`.
      if (typeof name === 'symbol' || name === 'then' || name in target) return Reflect.get(target, name, receiver);
      throw new Error(`A shared subscription was asked for "${name}", which may differ between its subscribers.`);
    },
  });
}
