import type { FetchPolicy, OperationVariables, TypedDocumentNode } from '@apollo/client';
import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { enterLiveView, type LiveState, liveState, onLiveState } from './live-view';

/** Whether everything on the page that follows calls and events is up to date. */
export const useLive = (): LiveState => useSyncExternalStore(onLiveState, liveState);

interface LiveUpdates<Data, Variables> {
  variables: Variables;
  /** Does not subscribe. */
  skip?: boolean;
  /** Does not write updates to the cache. */
  fetchPolicy?: Extract<FetchPolicy, 'no-cache'>;
  onData?: (data: Data) => void;
  /**
   * Reads what the page shows, and rejects on failure. Called once the server listens, and after anything was missed.
   * Omit it if the subscription itself begins with the current state.
   */
  read?: () => Promise<unknown>;
}

/**
 * The only way for a page to use a subscription, so that all of them restart, miss nothing, and count for `useLive`.
 * @returns the latest update; undefined before the first
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
      // Two views of the same data use two subscriptions, so that each knows its own status.
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
