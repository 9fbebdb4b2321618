import type { ApolloCache, StoreObject } from '@apollo/client';

/** Takes what a mutation has deleted out of the cache: every list that is shown loses it. */
export function forget(cache: ApolloCache, deleted: object | null | undefined): void {
  const id = deleted && cache.identify(deleted as StoreObject);
  if (!id) return;
  cache.evict({ id });
  cache.gc();
}
