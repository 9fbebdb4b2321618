import { useMutation, useQuery } from '@apollo/client/react';
import { graphql } from '../generated/gql';
import type { ConsultChangedSubscription, ConsultEnd, TransferTargetInput } from '../generated/graphql';
import { useLiveUpdates } from '../lib/live/live';
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
  mutation TransferCall($legUuid: ID!, $target: TransferTargetInput!) {
    operation: transferCall(legUuid: $legUuid, target: $target) {
      ...OperationFields
    }
  }
`);
const ConsultCallDocument = graphql(`
  mutation ConsultCall($legUuid: ID!, $target: TransferTargetInput!) {
    operation: consultCall(legUuid: $legUuid, target: $target) {
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
const ColleaguesDocument = graphql(`
  query Colleagues($applicationId: ID!) {
    colleagues(applicationId: $applicationId) {
      name
      displayName
    }
  }
`);

/** @returns the other agents of the application, by name */
export function useColleagues(applicationId: string, userName: string): string[] {
  const { data } = useQuery(ColleaguesDocument, { variables: { applicationId } });
  return (data?.colleagues ?? []).map(({ name }) => name).filter((name) => name !== userName);
}

/** A consultation under way: who is consulted, and whether they have answered, while the contact waits. */
export type Consult = NonNullable<ConsultChangedSubscription['consultChanged']>;

/**
 * What the server does with the call: hold, transfer, consult. All of it is a fact of the server, so that every tab, a
 * reload and a colleague show the same.
 * @param heldSince since when the server says that someone of the call is on hold, ISO 8601
 * @param talking whether someone has answered
 */
export function useCallOperations(legUuid: string, heldSince: string | null, talking: boolean) {
  const variables = { legUuid };
  const [hold, holding] = useMutation(HoldCallDocument);
  const [resume, resuming] = useMutation(ResumeCallDocument);
  const [transfer, transferring] = useMutation(TransferCallDocument);
  const [begin, beginning] = useMutation(ConsultCallDocument);
  const [end, ending] = useMutation(EndConsultDocument);
  const data = useLiveUpdates(ConsultChangedDocument, { variables, skip: !talking || !legUuid });
  const { running, failed, follow, dismiss } = useRunningOperation(legUuid, talking);
  const consult = data?.consultChanged ?? null;
  const held = talking && !consult ? heldSince : null;
  const all = [holding, resuming, transferring, beginning, ending];

  /** A refusal is shown where `error` is. @param request begun after the resets: they make a mutation forget its reply */
  function ask(request: () => Promise<{ data?: { operation: Operation } | undefined }>): void {
    dismiss();
    for (const { reset } of all) reset();
    request().then(
      ({ data }) => data && follow(data.operation),
      () => {},
    );
  }

  return {
    busy: running !== null || all.some(({ loading }) => loading),
    error: all.find(({ error }) => error)?.error,
    running,
    failed,
    dismiss,
    consult,
    heldSince: held,

    toggleHold: (): void => ask(() => (held ? resume({ variables }) : hold({ variables }))),
    transfer: (target: TransferTargetInput): void => ask(() => transfer({ variables: { legUuid, target } })),
    beginConsult: (target: TransferTargetInput): void => ask(() => begin({ variables: { legUuid, target } })),
    endConsult: (how: ConsultEnd): void => ask(() => end({ variables: { legUuid, how } })),
  };
}

export type CallOperations = ReturnType<typeof useCallOperations>;
