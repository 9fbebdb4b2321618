import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import {
  IconArrowRight,
  IconDialpad,
  IconMicrophoneOff,
  IconPhone,
  IconPhoneCalling,
  IconPhoneOff,
  IconPlayerPause,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Keypad } from '../simulator/keypad';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { Elapsed } from '../ui/values/elapsed';
import type { Line } from '../voice/line';
import type { LineCall } from '../voice/line-state';
import type { CallOperations } from './call-operations';
import { ConsultBar } from './consult-bar';
import { OperationAlert } from './operation-alert';
import { Shortcuts } from './shortcuts';
import { TransferPanel } from './transfer-panel';
import './console.css';

/** The panel that is open below the buttons. */
export type CallPanel = 'keys' | 'transfer' | null;

interface TalkingCallProps {
  line: Line;
  call: LineCall;
  other: string;
  /** The colleague who consults this agent about the call; the contact does not hear them yet. */
  consultedBy: string | null;
  operations: CallOperations;
  colleagues: string[];
  /** Where numbers without a country code are dialed, ISO 3166 alpha-2. */
  country: string;
  panel: CallPanel;
  onPanel: (panel: CallPanel) => void;
}

/** A call in progress: who, how long, mute, hold, keypad, transfer, hang up. */
export function TalkingCall(props: TalkingCallProps) {
  const { line, call, other, consultedBy, operations, colleagues, country, panel, onPanel } = props;
  const { t } = useTranslation();
  const talking = call.phase === 'talking';
  const toggle = (one: CallPanel) => () => onPanel(panel === one ? null : one);
  const { consult, heldSince } = operations;
  const settled = useSettled();
  /** Only the agent who talks with the contact can hold or transfer them. */
  const own = talking && !consult && !consultedBy;
  return (
    <Stack align="center" gap="lg">
      <CallMark call={call} held={heldSince !== null} />
      <div className="dw-party">
        <Text c="dimmed">
          {consult || (heldSince && !consultedBy) ? t('console.waitsMeanwhile') : whatHappens(call, consultedBy, t)}
        </Text>
        <Text className="dw-party-name dw-figures">{other}</Text>
        <Text className="dw-party-time">
          <Elapsed since={call.since} />
        </Text>
      </div>
      <Group justify="center" gap="xs" style={{ pointerEvents: settled ? undefined : 'none' }}>
        {talking && (
          <>
            <Toggle
              on={call.muted && !heldSince}
              disabled={heldSince !== null}
              icon={<IconMicrophoneOff size={20} aria-hidden />}
              onClick={() => line.mute(!call.muted)}
            >
              {t('console.mute')}
            </Toggle>
            {own && (
              <Toggle
                on={heldSince !== null}
                disabled={operations.busy}
                icon={<IconPlayerPause size={20} aria-hidden />}
                onClick={operations.toggleHold}
              >
                {t('console.hold')}
              </Toggle>
            )}
          </>
        )}
        {call.id && (
          <Toggle on={panel === 'keys'} icon={<IconDialpad size={20} aria-hidden />} onClick={toggle('keys')}>
            {t('console.keys')}
          </Toggle>
        )}
        {own && (
          <Toggle
            on={panel === 'transfer'}
            icon={<IconArrowRight size={20} aria-hidden />}
            onClick={toggle('transfer')}
          >
            {t('console.transfer')}
          </Toggle>
        )}
        <Button size="md" color="red" leftSection={<IconPhoneOff size={20} aria-hidden />} onClick={line.hangUp}>
          {t('console.hangUp')}
        </Button>
      </Group>
      <CallStates call={call} heldSince={heldSince} />
      <OperationAlert operations={operations} />
      <ProblemAlert error={operations.error} />
      {consult && <ConsultBar consult={consult} operations={operations} />}
      {panel === 'keys' && call.id && <Keypad onKey={line.sendKeys} />}
      {panel === 'transfer' && own && (
        <TransferPanel colleagues={colleagues} country={country} operations={operations} onDone={() => onPanel(null)} />
      )}
      <Shortcuts keys={own ? (heldSince ? ['H', 'X', 'E'] : ['M', 'H', 'X', 'E']) : talking ? ['M', 'E'] : ['E']} />
    </Stack>
  );
}

/** Milliseconds. */
const SLIP = 700;

/** A second press of Answer or Call would hit the button that has taken its place, so for a moment none can be pressed. */
function useSettled(): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(true), SLIP);
    return () => window.clearTimeout(timer);
  }, []);
  return settled;
}

function whatHappens(call: LineCall, consultedBy: string | null, t: ReturnType<typeof useTranslation>['t']): string {
  if (call.phase === 'talking' && consultedBy) return t('console.talkingAbout', { who: consultedBy });
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
      <Icon size={40} />
    </span>
  );
}

/** Muted, on hold, sound lost: below the buttons, so that none of them moves when it is pressed. */
function CallStates({ call, heldSince }: { call: LineCall; heldSince: string | null }) {
  const { t } = useTranslation();
  const muted = call.muted && !heldSince;
  if (!muted && !heldSince && !call.soundLost) return null;
  return (
    <Stack gap="xs" role="status" w="100%" maw={460}>
      {call.soundLost && (
        <Alert color="yellow" icon={<IconPlugConnectedX aria-hidden />} title={t('console.soundLost')}>
          {t('console.soundLostHint')}
        </Alert>
      )}
      {heldSince && (
        <Alert
          color="ai"
          variant="filled"
          icon={<IconPlayerPause aria-hidden />}
          title={
            <>
              {t('console.onHold')} · <Elapsed since={heldSince} />
            </>
          }
        >
          {t('console.onHoldHint')}
        </Alert>
      )}
      {muted && (
        <Alert color="red" variant="filled" icon={<IconMicrophoneOff aria-hidden />} title={t('console.muted')}>
          {t('console.mutedHint')}
        </Alert>
      )}
    </Stack>
  );
}

interface ToggleProps {
  on: boolean;
  icon: ReactNode;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Toggle({ on, icon, disabled, onClick, children }: ToggleProps) {
  return (
    <Button
      size="md"
      variant={on ? 'filled' : 'default'}
      leftSection={icon}
      disabled={disabled}
      onClick={onClick}
      aria-pressed={on}
    >
      {children}
    </Button>
  );
}
