import { useMemo, useState } from 'react';
import { useHomeCountry } from '../dialling/home-country';
import type { Line } from '../voice/line';
import type { LineCall } from '../voice/line-state';
import { useShortcuts } from './attention';
import type { CallFacts } from './call-facts';
import { useCallOperations, useColleagues } from './call-operations';
import { RingingCall } from './ringing-call';
import { type CallPanel, TalkingCall } from './talking-call';

interface LiveCallProps {
  line: Line;
  call: LineCall;
  other: string;
  facts: CallFacts | null;
  applicationId: string;
  userName: string;
}

/** The current call in the middle of the desk, with its keyboard shortcuts. */
export function LiveCall({ line, call, other, facts, applicationId, userName }: LiveCallProps) {
  const [panel, setPanel] = useState<CallPanel>(null);
  const talking = call.phase === 'talking';
  const operations = useCallOperations(call.id ?? '', facts?.heldSince ?? null, talking);
  const colleagues = useColleagues(applicationId, userName);
  const [country] = useHomeCountry(applicationId);
  const { busy, consult, heldSince, toggleHold } = operations;
  const ringing = call.phase === 'ringing';
  const consultedBy = facts?.consultedBy ?? null;

  useShortcuts(
    useMemo(
      () => ({
        ...(ringing && { KeyA: line.answer, KeyR: line.reject }),
        ...(!ringing && { KeyD: () => setPanel('keys') }),
        ...(!ringing && { KeyE: line.hangUp }),
        ...(talking && !heldSince && { KeyM: () => line.mute(!call.muted) }),
        ...(talking && !busy && !consult && !consultedBy && { KeyH: toggleHold, KeyX: () => setPanel('transfer') }),
      }),
      [line, call.muted, ringing, talking, busy, consult, heldSince, consultedBy, toggleHold],
    ),
  );

  if (ringing) return <RingingCall line={line} call={call} other={other} facts={facts} />;
  return (
    <TalkingCall
      line={line}
      call={call}
      other={other}
      consultedBy={consultedBy}
      operations={operations}
      colleagues={colleagues}
      country={country}
      panel={panel}
      onPanel={setPanel}
    />
  );
}
