import type { FetchPolicy, OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { enterLiveView, type LiveState, liveState, onLiveState } from './live-view';

/** Whether everything on the page that follows calls and events does so at this moment. */
export const useLive = (): LiveState => useSyncExternalStore(onLiveState, liveState);

interface LiveUpdates<Data, Variables> {
  variables: Variables;
  /** Subscribes to nothing. */
  skip?: boolean;
  /** Does not write updates to the cache. */
  fetchPolicy?: Extract<FetchPolicy, 'no-cache'>;
  onData?: (data: Data) => void;
  /**
   * Reads what the page shows, and rejects when it cannot. It is called once the server listens, and after anything was
   * missed. Left out where the subscription itself begins with how it is.
   */
  read?: () => Promise<unknown>;
}

/**
 * Follows a subscription: the only way in which a page does, so that all of them come back by themselves, miss nothing,
 * and are counted by `useLive`.
 * @returns what was told last; undefined before that
 */
export function useLiveUpdates<Data, Variables extends OperationVariables>(
  document: TypedDocumentNode<Data, Variables>,
  { variables, skip = false, fetchPolicy, onData, read }: LiveUpdates<Data, Variables>,
): Data | undefined {
  const client = useApolloClient();
  const latest = useRef({ onData, read });
  latest.current = { onData, read };
  const reads = read !== undefined;
  const key = JSON.stringify(variables);
  const [told, setTold] = useState<{ key: string; data: Data }>();

  useEffect(() => {
    if (skip) return;
    const live = enterLiveView(reads ? async () => latest.current.read?.() : null);
    const updates = client.subscribe({
      query: document,
      variables: JSON.parse(key) as Variables,
      ...(fetchPolicy && { fetchPolicy }),
      // Two views that follow the same are two subscriptions: each is told how its own fares.
      context: { live, queryDeduplication: false },
    } as Parameters<typeof client.subscribe<Data, Variables>>[0]);
    const subscription = updates.subscribe(({ data, error }) => {
      if (error || !data) return live.missed();
      live.told();
      setTold({ key, data: data as Data });
      latest.current.onData?.(data as Data);
    });
    return () => {
      subscription.unsubscribe();
      live.leave();
    };
  }, [client, document, key, skip, fetchPolicy, reads]);

  return told?.key === key && !skip ? told.data : undefined;
}
