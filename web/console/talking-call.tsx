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
import { Elapsed } from '../ui/elapsed';
import { ProblemAlert } from '../ui/problem-alert';
import type { Line } from '../voice/line';
import type { LineCall, LineStatus } from '../voice/line-state';
import type { CallOperations } from './call-operations';
import { ConsultBar } from './consult-bar';
import { Shortcuts } from './shortcuts';
import { TransferPanel } from './transfer-panel';
import './console.css';

/** What is open under the buttons of a call. */
export type CallPanel = 'keys' | 'transfer' | null;

interface TalkingCallProps {
  line: Line;
  call: LineCall;
  status: LineStatus;
  other: string;
  /** The colleague who asks about this call, and with whom alone the agent talks. */
  askedBy: string | null;
  operations: CallOperations;
  colleagues: string[];
  panel: CallPanel;
  onPanel: (panel: CallPanel) => void;
}

/** A call under way: who, how long, mute, hold, keys, pass on, hang up. */
export function TalkingCall(props: TalkingCallProps) {
  const { line, call, status, other, askedBy, operations, colleagues, panel, onPanel } = props;
  const { t } = useTranslation();
  const talking = call.phase === 'talking';
  const toggle = (one: CallPanel) => () => onPanel(panel === one ? null : one);
  const { consult } = operations;
  const settled = useSettled();
  /** What is done to the customer is done by whoever talks with him. */
  const own = talking && !consult && !askedBy;
  return (
    <Stack align="center" gap="lg">
      <CallMark call={call} status={status} />
      <div className="dw-party">
        <Text c="dimmed">{consult ? t('console.waitsMeanwhile') : whatHappens(call, askedBy, t)}</Text>
        <Text className="dw-party-name dw-figures">{other}</Text>
        <Text className="dw-party-time">
          <Elapsed since={call.since} />
        </Text>
      </div>
      <Group justify="center" gap="xs" style={{ pointerEvents: settled ? undefined : 'none' }}>
        {talking && (
          <>
            <Toggle
              on={call.muted}
              icon={<IconMicrophoneOff size={20} aria-hidden />}
              onClick={() => line.mute(!call.muted)}
            >
              {t('console.mute')}
            </Toggle>
            {own && (
              <Toggle
                on={call.held}
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
        {!consult && (
          <Button size="md" color="red" leftSection={<IconPhoneOff size={20} aria-hidden />} onClick={line.hangUp}>
            {t('console.hangUp')}
          </Button>
        )}
      </Group>
      <CallStates call={call} />
      <ProblemAlert error={operations.error} />
      {consult && <ConsultBar line={line} consult={consult} operations={operations} />}
      {panel === 'keys' && call.id && <Keypad onKey={line.sendKeys} />}
      {panel === 'transfer' && own && (
        <TransferPanel colleagues={colleagues} operations={operations} onDone={() => onPanel(null)} />
      )}
      <Shortcuts keys={consult ? ['M'] : own ? ['M', 'H', 'X', 'E'] : talking ? ['M', 'E'] : ['E']} />
    </Stack>
  );
}

/** Milliseconds. */
const SLIP = 700;

/** Who presses Answer or Call twice would hit what has taken its place: for a moment nothing there can be pressed. */
function useSettled(): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(true), SLIP);
    return () => window.clearTimeout(timer);
  }, []);
  return settled;
}

function whatHappens(call: LineCall, askedBy: string | null, t: ReturnType<typeof useTranslation>['t']): string {
  if (call.phase === 'talking' && askedBy) return t('console.talkingAbout', { who: askedBy });
  if (call.phase === 'talking') return t(call.held ? 'console.waitsMeanwhile' : 'console.talkingWith');
  if (call.direction === 'inbound') return t('console.connectingCall');
  return call.farRings ? t('console.farRings') : t('console.calling');
}

function CallMark({ call, status }: { call: LineCall; status: LineStatus }) {
  const muted = call.muted && !call.held;
  const talking = muted ? IconMicrophoneOff : IconPhone;
  const Icon = call.held ? IconPlayerPause : call.phase === 'talking' ? talking : IconPhoneCalling;
  return (
    <span className="dw-talk-mark" data-state={muted ? 'muted' : status} aria-hidden>
      <Icon size={40} />
    </span>
  );
}

/** Muted, on hold, sound lost: below the buttons, so that none of them moves when it is pressed. */
function CallStates({ call }: { call: LineCall }) {
  const { t } = useTranslation();
  if (!call.muted && !call.held && !call.soundLost) return null;
  return (
    <Stack gap="xs" role="status" w="100%" maw={460}>
      {call.soundLost && (
        <Alert color="yellow" icon={<IconPlugConnectedX aria-hidden />} title={t('console.soundLost')}>
          {t('console.soundLostHint')}
        </Alert>
      )}
      {call.held && (
        <Alert color="ai" variant="filled" icon={<IconPlayerPause aria-hidden />} title={t('console.onHold')}>
          {t('console.onHoldHint')}
        </Alert>
      )}
      {call.muted && !call.held && (
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
