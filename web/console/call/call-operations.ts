import { useApolloClient } from '@apollo/client/react';
import { useCallback, useState } from 'react';
import { graphql } from '../../generated/gql';
import type { ConsultChangedSubscription, ConsultEnd, TransferTargetInput } from '../../generated/graphql';
import { useLiveUpdates } from '../../lib/live/live';
import { type Operation, useRunningOperation } from './running-operation';

const HoldCallDocument = graphql(`
  mutation HoldCall($legUuid: ID!) {
    operation: holdCall(legUuid: $legUuid) {
      ...OperationFields
    }
  }
`);
const ResumeCallDocument = graphql(`
  mutation ResumeCall($legUuid: ID!) {
    operation: resumeCall(legUuid: $legUuid) {
      ...OperationFields
    }
  }
`);
const TransferCallDocument = graphql(`
  mutation TransferCall($legUuid: ID!, $target: TransferTargetInput!, $anyway: Boolean!) {
    operation: transferCall(legUuid: $legUuid, target: $target, anyway: $anyway) {
      ...OperationFields
    }
  }
`);
const ConsultCallDocument = graphql(`
  mutation ConsultCall($legUuid: ID!, $target: TransferTargetInput!, $anyway: Boolean!) {
    operation: consultCall(legUuid: $legUuid, target: $target, anyway: $anyway) {
      ...OperationFields
    }
  }
`);
const EndConsultDocument = graphql(`
  mutation EndConsult($legUuid: ID!, $how: ConsultEnd!) {
    operation: endConsult(legUuid: $legUuid, how: $how) {
      ...OperationFields
    }
  }
`);
const ConsultChangedDocument = graphql(`
  subscription ConsultChanged($legUuid: ID!) {
    consultChanged(legUuid: $legUuid) {
      id
      who
      status
      customerWaits
    }
  }
`);
/** A consultation under way: who is consulted, and whether they have answered, while the contact waits. */
export type Consult = NonNullable<ConsultChangedSubscription['consultChanged']>;

/** A call that this agent has given away. */
export interface Given {
  /** The operation that did it. */
  operation: string;
  /** Who gets it: a user or a number. */
  to: string;
  /** They were consulted before: they have answered. */
  consulted: boolean;
}

/** A request of this page: its refusal is shown until the next one. */
interface Asked {
  legUuid: string;
  error?: unknown;
}

/**
 * What the server does with the call: hold, transfer, consult. All of it is a fact of the server, so that every tab, a
 * reload and a colleague show the same.
 * @param heldSince since when the server says that someone of the call is on hold, ISO 8601
 * @param talking whether someone has answered, and the agent is still in the call
 */
export function useCallOperations(legUuid: string, heldSince: string | null, talking: boolean) {
  const apollo = useApolloClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const [waiting, setWaiting] = useState<Asked | null>(null);
  const [consulted, setConsulted] = useState<{ legUuid: string; who: string } | null>(null);
  const variables = { legUuid };
  const data = useLiveUpdates(ConsultChangedDocument, {
    variables,
    skip: !talking || !legUuid,
    onData: ({ consultChanged }) => consultChanged && setConsulted({ legUuid, who: consultChanged.who }),
  });
  const { running, failed, transfer, follow, dismiss } = useRunningOperation(legUuid, talking);
  const lastConsulted = consulted?.legUuid === legUuid ? consulted.who : null;
  const consult = talking ? (data?.consultChanged ?? null) : null;
  const held = talking && !consult ? heldSince : null;
  const to = transfer && (transfer.who ?? lastConsulted);
  const forgetError = useCallback(() => setAsked(null), []);

  /** @returns whether the server has accepted it; if not, `error` says why */
  async function ask(request: Promise<{ data?: { operation: Operation } | undefined }>): Promise<boolean> {
    const mine: Asked = { legUuid };
    dismiss();
    setAsked(mine);
    setWaiting(mine);
    try {
      const { data: accepted } = await request;
      if (accepted) follow(accepted.operation);
      return true;
    } catch (error) {
      setAsked((now) => (now === mine ? { legUuid, error } : now));
      return false;
    } finally {
      setWaiting((now) => (now === mine ? null : now));
    }
  }

  return {
    busy: running !== null || waiting?.legUuid === legUuid,
    error: asked?.legUuid === legUuid ? asked.error : undefined,
    running,
    failed,
    /** Null as long as this agent has not given the call away. */
    given: transfer && to ? { operation: transfer.id, to, consulted: transfer.kind === 'COMPLETE' } : null,
    dismiss,
    /** The refusal of the last request is shown no longer. */
    forgetError,
    consult,
    heldSince: held,

    toggleHold: () => void ask(apollo.mutate({ mutation: held ? ResumeCallDocument : HoldCallDocument, variables })),
    /** @param anyway also to a colleague who is not signed in */
    transfer: (target: TransferTargetInput, anyway = false) =>
      ask(apollo.mutate({ mutation: TransferCallDocument, variables: { legUuid, target, anyway } })),
    /** @param anyway also a colleague who is not signed in */
    beginConsult: (target: TransferTargetInput, anyway = false) =>
      ask(apollo.mutate({ mutation: ConsultCallDocument, variables: { legUuid, target, anyway } })),
    endConsult: (how: ConsultEnd) =>
      void ask(apollo.mutate({ mutation: EndConsultDocument, variables: { legUuid, how } })),
  };
}

export type CallOperations = ReturnType<typeof useCallOperations>;
