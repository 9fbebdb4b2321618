import { useCallback, useState } from 'react';
import { graphql } from '../../generated/gql';
import type { OperationFieldsFragment } from '../../generated/graphql';
import { useLiveUpdates } from '../../lib/live/live';

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
 * @returns the operation that runs; the last one that could not be finished; the one that gives the call to someone else,
 * known also once the agent has left; `follow` for an operation that this page has just asked for; `dismiss` for the
 * failure
 */
export function useRunningOperation(legUuid: string, talking: boolean) {
  const [last, setLast] = useState<{ legUuid: string; operation: Operation } | null>(null);
  /** A late reply must not bring back an operation that has ended. */
  const follow = useCallback(
    (next: Operation | null) => {
      if (!next) return;
      setLast((before) => {
        const over = before?.operation.id === next.id && before.operation.state !== 'RUNNING';
        return over ? before : { legUuid, operation: next };
      });
    },
    [legUuid],
  );
  useLiveUpdates(OperationChangedDocument, {
    variables: { legUuid },
    skip: !talking || !legUuid,
    onData: ({ operationChanged }) => follow(operationChanged ?? null),
  });
  const operation = last?.legUuid === legUuid ? last.operation : null;
  const running = operation?.state === 'RUNNING' ? operation : null;
  const failed = operation?.state === 'UNDONE' || operation?.state === 'FAILED' ? operation : null;
  const transfer = operation && !failed && GIVES_AWAY.includes(operation.kind) ? operation : null;
  const dismiss = useCallback(() => setLast(null), []);
  return { running, failed, transfer, follow, dismiss };
}

/** Operations after which the agent has left the call to someone else. */
const GIVES_AWAY: Operation['kind'][] = ['TRANSFER', 'COMPLETE'];
