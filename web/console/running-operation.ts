import { useCallback, useState } from 'react';
import { graphql } from '../generated/gql';
import type { OperationFieldsFragment } from '../generated/graphql';
import { useLiveUpdates } from '../lib/live/live';

/** What a page reads of an operation, wherever it meets one. */
export const OperationFields = graphql(`
  fragment OperationFields on Operation {
    id
    kind
    state
    who
    problem {
      message
      extensions
    }
  }
`);
const OperationChangedDocument = graphql(`
  subscription OperationChanged($legUuid: ID!) {
    operationChanged(legUuid: $legUuid) {
      ...OperationFields
    }
  }
`);

export type Operation = OperationFieldsFragment;

/**
 * Follows what the server does with the call of an agent's leg, whichever tab or person asked for it.
 * @returns the operation that runs, or the last one that could not be finished; `follow` for one that this page has just
 * asked for; `dismiss` for the failure
 */
export function useRunningOperation(legUuid: string, talking: boolean) {
  const [operation, setOperation] = useState<Operation | null>(null);
  /** A late reply must not bring back an operation that has ended. */
  const follow = useCallback((next: Operation | null) => {
    setOperation((last) => (next && last?.id === next.id && last.state !== 'RUNNING' ? last : next));
  }, []);
  useLiveUpdates(OperationChangedDocument, {
    variables: { legUuid },
    skip: !talking || !legUuid,
    onData: ({ operationChanged }) => follow(operationChanged ?? null),
  });
  const running = operation?.state === 'RUNNING' ? operation : null;
  const failed = operation?.state === 'UNDONE' || operation?.state === 'FAILED' ? operation : null;
  const dismiss = useCallback(() => setOperation(null), []);
  return { running, failed, follow, dismiss };
}
