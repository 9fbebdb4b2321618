import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatPhone } from '../lib/language/format';
import { useAgents } from '../users/agents';
import { namesIn } from '../users/names';
import { isLive, statusOf } from '../voice/line-state';
import { useCallFacts } from './call/call-facts';
import { useCallOperations } from './call/call-operations';
import type { CallPanel } from './call/live-call-props';
import type { ShownState } from './colleagues/own-state';
import { useReportLine } from './colleagues/report-line';
import type { Readiness } from './day/dial-wish';
import { useDialing } from './day/dialing';
import { useAgentLine } from './line/agent-line';
import { useRinging } from './line/attention';
import { useMicrophone } from './line/microphone';
import { useRejoin } from './line/rejoin';
import { useSoundDevices } from './line/sound-devices';
import { useRingsWhileTyping } from './line/typing';
import { useNotedCall } from './notes/noted-call';

/** Everything that the desk knows of the agent's line, the current call and the people around it. */
export function useDesk(applicationId: string, userName: string) {
  const { t } = useTranslation();
  const [devices, setDevices] = useSoundDevices();
  const microphone = useMicrophone(devices.microphone);
  const name = `${applicationId}.${userName}`;
  const { line, state, elsewhere, takeOver } = useAgentLine({
    applicationId,
    userName,
    devices,
    microphone: microphone.stream,
  });
  const { agents: known } = useAgents(applicationId);
  const agents = useMemo(() => ({ all: known ?? [], nameOf: namesIn(known ?? []) }), [known]);
  const { noted, keep, putAway } = useNotedCall(name);
  const { call } = state;
  const live = isLive(call);
  const facts = useCallFacts(call ? call.id : (noted?.legUuid ?? null), userName);
  /** Who is consulted talks with a colleague while the contact is on hold. */
  const heldSince = facts && !facts.consultedBy ? facts.heldSince : null;
  const operations = useCallOperations(call?.id ?? '', heldSince, live && call.phase === 'talking');

  /** An agent who is rung sees one of our own numbers: the server knows who the contact is. */
  const party = facts && call?.direction !== 'outbound' ? facts.party : call?.other;
  const nobody = t(
    (call?.direction ?? facts?.direction.toLowerCase()) === 'outbound' ? 'calls.unknownParty' : 'calls.withheldParty',
  );
  const other = facts?.contact?.name || (party ? agents.nameOf(formatPhone(party)) : nobody);
  keep(call, other);

  const status = statusOf(state, heldSince !== null);
  const ready = microphone.stream !== null && !elsewhere;
  const idle = ready && (status === 'ready' || status === 'ended');
  const away = agents.all.find((agent) => agent.name === userName)?.away ?? false;
  const shown: ShownState =
    microphone.stream === null ? 'microphone' : elsewhere ? 'elsewhere' : idle && away ? 'away' : status;
  useReportLine(applicationId, userName, ready && line !== undefined && state.session === 'in');

  const rejoins = useRejoin(line, state, facts);
  const rings = status === 'ringing' && !rejoins;
  useRinging(rings ? t('console.ringingTitle', { other }) : null);
  const bar = useRingsWhileTyping(status === 'ringing' && call ? call.id : null);

  const dialing = useDialing(applicationId, idle ? line : undefined);
  const starting = (microphone.stream === null && microphone.asking) || (ready && state.outReason === 'starting');
  const readiness: Readiness = idle ? 'now' : starting && !live ? 'soon' : 'no';

  /** A placed call gets its id late. */
  const callKey = live ? (call.direction === 'inbound' ? call.id : 'placed') : null;
  const [opened, setOpened] = useState<{ callKey: string; panel: CallPanel; to: string | null } | null>(null);
  const panel = opened?.callKey === callKey ? opened : null;

  return {
    applicationId,
    userName,
    devices,
    setDevices,
    microphone,
    line,
    state,
    elsewhere,
    takeOver,
    agents,
    colleagues: agents.all.filter((agent) => agent.name !== userName),
    facts,
    operations,
    other,
    status,
    shown,
    away,
    idle,
    /** Whether a call can be placed. */
    readiness,
    dialing,
    callKey,
    /** Whether it is answered or placed. */
    inCall: live && call.phase !== 'ringing',
    /** How the call that rings is shown: a bar where someone is typing. */
    offer: status === 'ringing' ? (bar ? ('bar' as const) : ('whole' as const)) : null,
    noted,
    putAway(): void {
      putAway();
      line?.clear();
    },
    panel: panel?.panel ?? null,
    transferTo: panel?.to ?? null,
    /** @param to the colleague for whom the transfer panel opens */
    openPanel(which: CallPanel, to: string | null = null): void {
      setOpened(callKey === null ? null : { callKey, panel: which, to });
    },
  };
}

export type DeskState = ReturnType<typeof useDesk>;
