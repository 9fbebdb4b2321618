import { Text } from '@mantine/core';
import { IconMicrophoneOff, IconPhone, IconPhoneCalling, IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Keypad } from '../../simulator/keypad';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import { Elapsed } from '../../ui/values/elapsed';
import type { LineCall } from '../../voice/line-state';
import { CallButtons } from './call-buttons';
import type { CallFacts } from './call-facts';
import { CallStates } from './call-states';
import { ConsultTiles } from './consult-tiles';
import type { LiveCallProps } from './live-call-props';
import { OperationAlert } from './operation-alert';
import { Origin } from './origin';
import { type ShortcutKey, Shortcuts } from './shortcuts';
import { TransferPanel } from './transfer-panel';
import './call.css';

/** A call in progress: who, how long, the buttons, and below them what they open and what goes on. */
export function TalkingCall(props: LiveCallProps & { own: boolean }) {
  const { line, call, other, facts, operations, own, panel, onPanel, nameOf } = props;
  const { consult, heldSince } = operations;
  const consultedBy = facts?.consultedBy ?? null;
  return (
    <div className="dw-talk">
      {consult ? (
        <ConsultTiles consult={consult} operations={operations} facts={facts} other={other} nameOf={nameOf} />
      ) : (
        <Party call={call} other={other} facts={facts} held={heldSince !== null} nameOf={nameOf} />
      )}
      <CallButtons line={line} call={call} operations={operations} own={own} panel={panel} onPanel={onPanel} />
      <CallStates call={call} heldSince={heldSince} />
      <OperationAlert operations={operations} nameOf={nameOf} />
      {panel !== 'transfer' && <ProblemAlert error={operations.error} />}
      {panel === 'keys' && call.id && (
        <div className="dw-call-keys">
          <Keypad onKey={line.sendKeys} />
        </div>
      )}
      {panel === 'transfer' && own && (
        <TransferPanel
          key={props.transferTo}
          colleagues={props.colleagues}
          country={props.country}
          to={props.transferTo}
          operations={operations}
          onDone={() => onPanel(null)}
        />
      )}
      <Shortcuts
        keys={keysOf(call, own, heldSince !== null)}
        alone={consult?.customerWaits && !consultedBy ? ['T', 'J', 'B'] : []}
      />
    </div>
  );
}

function keysOf(call: LineCall, own: boolean, held: boolean): ShortcutKey[] {
  if (call.phase !== 'talking') return ['E'];
  if (!own) return ['M', 'E'];
  return held ? ['H', 'X', 'E'] : ['M', 'H', 'X', 'E'];
}

interface PartyProps {
  call: LineCall;
  other: string;
  facts: CallFacts | null;
  held: boolean;
  nameOf: (user: string) => string;
}

/** With whom, since when, and in what state, to be read from two metres. */
function Party({ call, other, facts, held, nameOf }: PartyProps) {
  const { t } = useTranslation();
  return (
    <div className="dw-party">
      <CallMark call={call} held={held} />
      <div className="dw-party-who">
        <Text c="dimmed">{held ? t('console.onHold') : whatHappens(call, facts, nameOf, t)}</Text>
        <Text className="dw-party-name dw-figures">{other}</Text>
        <Origin number={facts?.number ?? null} other={other} facts={facts} size="sm" />
      </div>
      <Text className="dw-party-time">
        <Elapsed since={call.since} />
      </Text>
    </div>
  );
}

function whatHappens(
  call: LineCall,
  facts: CallFacts | null,
  nameOf: PartyProps['nameOf'],
  t: ReturnType<typeof useTranslation>['t'],
): string {
  const consultedBy = facts?.consultedBy;
  if (call.phase === 'talking' && consultedBy) return t('console.talkingAbout', { who: nameOf(consultedBy) });
  if (call.phase === 'talking') return t('console.talkingWith');
  if (call.direction === 'inbound') return t('console.connectingCall');
  return call.farRings ? t('console.farRings') : t('console.calling');
}

function CallMark({ call, held }: { call: LineCall; held: boolean }) {
  const muted = call.muted && !held;
  const talking = muted ? IconMicrophoneOff : IconPhone;
  const Icon = held ? IconPlayerPause : call.phase === 'talking' ? talking : IconPhoneCalling;
  return (
    <span className="dw-talk-mark" data-state={muted ? 'muted' : held ? 'held' : call.phase} aria-hidden>
      <Icon size={28} />
    </span>
  );
}
