import type { ApolloCache, StoreObject } from '@apollo/client';

/** Removes from the cache what a mutation has deleted, so that it disappears from every list on the page. */
export function forget(cache: ApolloCache, deleted: object | null | undefined): void {
  const id = deleted && cache.identify(deleted as StoreObject);
  if (!id) return;
  cache.evict({ id });
  cache.gc();
}
