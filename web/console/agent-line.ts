import { useMutation } from '@apollo/client/react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { graphql } from '../generated/gql';
import type { Line, LineState } from '../voice/line';
import { openLine } from '../voice/simulated-line';

const CreateAgentTokenDocument = graphql(`
  mutation CreateAgentToken($applicationId: ID!, $userName: String!) {
    createAgentToken(applicationId: $applicationId, userName: $userName) {
      jwt
      userName
    }
  }
`);

const CONNECTING: LineState = { status: 'connecting', call: null, refusal: null };
const nothing = () => {};

interface Agent {
  applicationId: string;
  userName: string;
}

/** Logs the agent's line in with a token of their own. @returns the line once it is open, its state, and what went wrong. */
export function useAgentLine({ applicationId, userName }: Agent, simulatorUrl: string) {
  const [createToken, { error }] = useMutation(CreateAgentTokenDocument);
  const [line, setLine] = useState<Line>();

  useEffect(() => {
    let opened: Line | undefined;
    let left = false;
    createToken({ variables: { applicationId, userName } }).then(({ data }) => {
      if (!data || left) return;
      opened = openLine({ token: data.createAgentToken.jwt, simulatorUrl });
      setLine(opened);
    }, nothing);
    return () => {
      left = true;
      opened?.close();
      setLine(undefined);
    };
  }, [createToken, applicationId, userName, simulatorUrl]);

  const state = useSyncExternalStore(line?.subscribe ?? noNews, line?.state ?? connecting);
  return { line, state, error };
}

const noNews = () => nothing;
const connecting = () => CONNECTING;
