import { useMutation, useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { graphql } from '../generated/gql';
import type { ConsultEnd, TransferTargetInput } from '../generated/graphql';
import type { Line } from '../voice/line';
import type { LineCall } from '../voice/line-state';

const HoldCallDocument = graphql(`
  mutation HoldCall($legUuid: ID!) {
    holdCall(legUuid: $legUuid)
  }
`);
const ResumeCallDocument = graphql(`
  mutation ResumeCall($legUuid: ID!) {
    resumeCall(legUuid: $legUuid)
  }
`);
const TransferCallDocument = graphql(`
  mutation TransferCall($legUuid: ID!, $target: TransferTargetInput!, $held: Boolean!) {
    transferCall(legUuid: $legUuid, target: $target, held: $held)
  }
`);
const ConsultCallDocument = graphql(`
  mutation ConsultCall($legUuid: ID!, $target: TransferTargetInput!) {
    consultCall(legUuid: $legUuid, target: $target)
  }
`);
const EndConsultDocument = graphql(`
  mutation EndConsult($handle: String!, $how: ConsultEnd!) {
    endConsult(handle: $handle, how: $how)
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

/** A consultation under way: whom the agent asks, while the other side waits. */
export interface Consult {
  handle: string;
  who: string;
}

const kept = (legId: string) => `denwaban.consult.${legId}`;

/** What the server does with the agent's call: hold, pass on, consult. */
export function useCallOperations(line: Line, call: LineCall) {
  const legUuid = call.id ?? '';
  const [hold, holding] = useMutation(HoldCallDocument);
  const [resume, resuming] = useMutation(ResumeCallDocument);
  const [transfer, transferring] = useMutation(TransferCallDocument);
  const [begin, beginning] = useMutation(ConsultCallDocument);
  const [end, ending] = useMutation(EndConsultDocument);
  const [consult, setConsult] = useState<Consult | null>(() =>
    JSON.parse(sessionStorage.getItem(kept(legUuid)) ?? 'null'),
  );
  const all = [holding, resuming, transferring, beginning, ending];

  function keep(next: Consult | null): void {
    if (next) sessionStorage.setItem(kept(legUuid), JSON.stringify(next));
    else sessionStorage.removeItem(kept(legUuid));
    setConsult(next);
  }

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

    passOn: (target: TransferTargetInput): void =>
      quietly(transfer({ variables: { legUuid, target, held: call.held } })),

    askFirst: (target: TransferTargetInput, who: string): void =>
      quietly(
        begin({ variables: { legUuid, target } }).then(({ data }) => {
          line.held(false);
          if (data) keep({ handle: data.consultCall, who });
        }),
      ),

    endConsult: (how: ConsultEnd): void => {
      if (consult) quietly(end({ variables: { handle: consult.handle, how } }).then(() => keep(null)));
    },
  };
}

export type CallOperations = ReturnType<typeof useCallOperations>;
