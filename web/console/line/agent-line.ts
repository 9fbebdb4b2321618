import { useApolloClient } from '@apollo/client/react';
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { graphql } from '../../generated/gql';
import { useLiveUpdates } from '../../lib/live/live';
import { useSlot } from '../../lib/slot';
import { ClientAddressesChangedDocument } from '../../voice/client-addresses';
import { type KeptLine, keepLine } from '../../voice/kept-line';
import type { Devices, Line, LineState } from '../../voice/line';
import { SIGNED_OUT } from '../../voice/line-state';
import { createSoundOwner } from '../../voice/sound-owner';
import { letLeave } from './leaving';
import { sendAtLast } from './send-at-last';

const CreateAgentTokenDocument = graphql(`
  mutation CreateAgentToken($applicationId: ID!, $userName: String!) {
    createAgentToken(applicationId: $applicationId, userName: $userName) {
      jwt
      expiresAt
      client {
        ...ClientAddressesFields
      }
    }
  }
`);

const HANG_UP_LEG = 'mutation HangUpLeg($legUuid: ID!) { hangUpLeg(legUuid: $legUuid) }';

const OUT: LineState = { ...SIGNED_OUT, problem: null };
const outside = () => OUT;
const noChange = () => () => {};

interface AgentLineOptions {
  applicationId: string;
  userName: string;
  devices: Devices;
  /** The agent can be rung once there is a microphone. */
  microphone: MediaStream | null;
}

/** The agent's line in this tab, its state, and whether another tab has it. */
export function useAgentLine({ applicationId, userName, devices, microphone }: AgentLineOptions) {
  const ready = microphone !== null;
  const apollo = useApolloClient();
  const slot = useSlot();
  const [line, setLine] = useState<Line>();
  const [elsewhere, setElsewhere] = useState(false);
  /** How often "use this tab" was pressed, and how much of that was done. */
  const [takeOvers, setTakeOvers] = useState(0);
  const taken = useRef(0);
  const chosen = useRef(devices);

  // A microphone that replaces an unplugged one is used in the current call, too.
  useEffect(() => {
    chosen.current = devices;
    if (microphone) line?.use(devices);
  }, [line, devices, microphone]);

  useEffect(() => {
    if (!ready) return;
    const name = `${applicationId}.${userName}`;
    const kept = keepLine(name);
    let opened: Line | undefined;
    let left = false;
    const owner = createSoundOwner<KeptLine>({
      name,
      onTaken() {
        const handed = kept.read();
        kept.forget();
        letLeave();
        // The SDK cannot release a call without ending it; reloading the page can.
        window.setTimeout(() => window.location.reload(), 0);
        return handed;
      },
    });

    async function open(): Promise<void> {
      if (takeOvers > taken.current) {
        taken.current = takeOvers;
        kept.adopt((await owner.takeOver()) ?? kept.read());
      } else if (!(await owner.claim())) return setElsewhere(true);
      if (left) return owner.release();
      setElsewhere(false);
      const { openLine } = await import('../../voice/client-line');
      if (left) return owner.release();
      opened = openLine({
        async token() {
          const variables = { applicationId, userName };
          const { data } = await apollo.mutate({ mutation: CreateAgentTokenDocument, variables });
          if (!data) throw new Error('The server gave no token.');
          return data.createAgentToken;
        },
        keptAs: name,
        devices: chosen.current,
        endLeg: (legUuid) => sendAtLast(slot, HANG_UP_LEG, { legUuid }),
      });
      setLine(opened);
    }

    void open();
    return () => {
      left = true;
      opened?.close();
      owner.release();
      setLine(undefined);
    };
  }, [ready, takeOvers, apollo, slot, applicationId, userName]);

  const told = useLiveUpdates(ClientAddressesChangedDocument, { variables: { applicationId } });
  const address = told?.clientAddressesChanged?.apiUrl;
  const connectedAt = useRef<string>(undefined);
  useEffect(() => {
    if (connectedAt.current && address && connectedAt.current !== address) line?.move();
    connectedAt.current = address ?? connectedAt.current;
  }, [line, address]);

  const takeOver = useCallback(() => setTakeOvers((before) => before + 1), []);
  const state = useSyncExternalStore(line?.subscribe ?? noChange, line?.state ?? outside);
  return { line, state, elsewhere, takeOver };
}
