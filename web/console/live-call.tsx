import { useMemo, useState } from 'react';
import type { Line } from '../voice/line';
import type { LineCall, LineStatus } from '../voice/line-state';
import { useShortcuts } from './attention';
import type { CallFacts } from './call-facts';
import { useCallOperations, useColleagues } from './call-operations';
import { RingingCall } from './ringing-call';
import { type CallPanel, TalkingCall } from './talking-call';

interface LiveCallProps {
  line: Line;
  call: LineCall;
  status: LineStatus;
  other: string;
  facts: CallFacts | null;
  applicationId: string;
  userName: string;
}

/** The call in the middle of the desk, with the keys that mean something while it lasts. */
export function LiveCall({ line, call, status, other, facts, applicationId, userName }: LiveCallProps) {
  const [panel, setPanel] = useState<CallPanel>(null);
  const operations = useCallOperations(line, call);
  const colleagues = useColleagues(applicationId, userName);
  const { busy, consult, toggleHold } = operations;
  const ringing = call.phase === 'ringing';
  const talking = call.phase === 'talking';
  const askedBy = facts?.askedBy ?? null;

  useShortcuts(
    useMemo(
      () => ({
        ...(ringing && { KeyA: line.answer, KeyR: line.reject }),
        ...(!ringing && { KeyD: () => setPanel('keys') }),
        // While somebody is asked, it would leave the other side to whom?
        ...(!ringing && !consult && { KeyE: line.hangUp }),
        ...(talking && { KeyM: () => line.mute(!call.muted) }),
        ...(talking && !busy && !consult && !askedBy && { KeyH: toggleHold, KeyX: () => setPanel('transfer') }),
      }),
      [line, call.muted, ringing, talking, busy, consult, askedBy, toggleHold],
    ),
  );

  if (ringing) return <RingingCall line={line} call={call} other={other} facts={facts} />;
  return (
    <TalkingCall
      line={line}
      call={call}
      status={status}
      other={other}
      askedBy={askedBy}
      operations={operations}
      colleagues={colleagues}
      panel={panel}
      onPanel={setPanel}
    />
  );
}
