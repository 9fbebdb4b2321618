import { useApolloClient, useMutation, useQuery, useSubscription } from '@apollo/client/react';
import { useEffect, useState } from 'react';
import { graphql } from '../generated/gql';
import type { ConsultEnd, ConsultUnderWayQuery, TransferTargetInput } from '../generated/graphql';
import type { Line } from '../voice/line';
import type { LineCall } from '../voice/line-state';

const HoldCallDocument = graphql(`
  mutation HoldCall($legUuid: ID!) {
    holdCall(legUuid: $legUuid) {
      id
      state
    }
  }
`);
const ResumeCallDocument = graphql(`
  mutation ResumeCall($legUuid: ID!) {
    resumeCall(legUuid: $legUuid) {
      id
      state
    }
  }
`);
const TransferCallDocument = graphql(`
  mutation TransferCall($legUuid: ID!, $target: TransferTargetInput!) {
    transferCall(legUuid: $legUuid, target: $target) {
      id
      state
    }
  }
`);
const ConsultCallDocument = graphql(`
  mutation ConsultCall($legUuid: ID!, $target: TransferTargetInput!) {
    consultCall(legUuid: $legUuid, target: $target) {
      id
      state
    }
  }
`);
const EndConsultDocument = graphql(`
  mutation EndConsult($legUuid: ID!, $how: ConsultEnd!) {
    endConsult(legUuid: $legUuid, how: $how) {
      id
      state
    }
  }
`);
const ConsultDocument = graphql(`
  query ConsultUnderWay($legUuid: ID!) {
    consult(legUuid: $legUuid) {
      id
      who
      status
      customerWaits
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

/** A consultation under way: whom the agent asks, and how that one fares, while the other side waits. */
export type Consult = NonNullable<ConsultUnderWayQuery['consult']>;

/** Follows the consultation that the agent is in, also after a reload. */
function useConsult(legUuid: string, talking: boolean) {
  const [consult, setConsult] = useState<Consult | null>(null);
  const apollo = useApolloClient();
  useEffect(() => {
    if (!talking) return;
    let left = false;
    const request = apollo.query({ query: ConsultDocument, variables: { legUuid }, fetchPolicy: 'network-only' });
    request.then(
      ({ data }) => !left && setConsult(data?.consult ?? null),
      // The server does not know the leg yet: then there is none.
      () => {},
    );
    return () => {
      left = true;
    };
  }, [apollo, legUuid, talking]);
  useSubscription(ConsultChangedDocument, {
    variables: { legUuid },
    skip: consult === null,
    onData: ({ data }) => setConsult(data.data?.consultChanged ?? null),
  });
  return [consult, setConsult] as const;
}

/** What the server does with the agent's call: hold, pass on, consult. */
export function useCallOperations(line: Line, call: LineCall) {
  const legUuid = call.id ?? '';
  const apollo = useApolloClient();
  const [hold, holding] = useMutation(HoldCallDocument);
  const [resume, resuming] = useMutation(ResumeCallDocument);
  const [transfer, transferring] = useMutation(TransferCallDocument);
  const [begin, beginning] = useMutation(ConsultCallDocument);
  const [end, ending] = useMutation(EndConsultDocument);
  const [consult, setConsult] = useConsult(legUuid, call.phase === 'talking');
  const all = [holding, resuming, transferring, beginning, ending];

  /** Errors are shown where `error` is. */
  const quietly = (work: Promise<unknown>): void => void work.catch(() => {});

  return {
    busy: all.some(({ loading }) => loading),
    error: all.find(({ error }) => error)?.error,
    consult,

    toggleHold: (): void => {
      const on = !call.held;
      quietly((on ? hold : resume)({ variables: { legUuid } }).then(() => line.held(on)));
    },

    passOn: (target: TransferTargetInput): void => quietly(transfer({ variables: { legUuid, target } })),

    askFirst: (target: TransferTargetInput): void =>
      quietly(
        begin({ variables: { legUuid, target } })
          .then(() => apollo.query({ query: ConsultDocument, variables: { legUuid }, fetchPolicy: 'network-only' }))
          .then(({ data }) => {
            line.held(false);
            setConsult(data?.consult ?? null);
          }),
      ),

    endConsult: (how: ConsultEnd): void => quietly(end({ variables: { legUuid, how } }).then(() => setConsult(null))),
  };
}

export type CallOperations = ReturnType<typeof useCallOperations>;
