import { Button, Group } from '@mantine/core';
import { IconArrowRight, IconDialpad, IconMicrophoneOff, IconPhoneOff, IconPlayerPause } from '@tabler/icons-react';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Line } from '../../voice/line';
import type { LineCall } from '../../voice/line-state';
import { isWritten } from '../line/attention';
import type { CallOperations } from './call-operations';
import type { CallPanel } from './live-call-props';
import './bar.css';

interface CallButtonsProps {
  line: Line;
  call: LineCall;
  operations: CallOperations;
  /** Whether it is the agent's own call: only then can they hold or transfer the contact. */
  own: boolean;
  panel: CallPanel;
  onPanel: (panel: CallPanel) => void;
}

/** Mute, Hold, Keypad, Transfer, Hang up: always these, always in this place. */
export function CallButtons({ line, call, operations, own, panel, onPanel }: CallButtonsProps) {
  const { t } = useTranslation();
  const { heldSince, busy, toggleHold } = operations;
  const talking = call.phase === 'talking';
  const settled = useSettled();
  const mute = useRef<HTMLButtonElement>(null);
  const hangUp = useRef<HTMLButtonElement>(null);
  useFocus(talking, mute, hangUp);
  const toggle = (one: CallPanel) => () => onPanel(panel === one ? null : one);
  return (
    <Group
      className="dw-bar dw-call-buttons"
      justify="center"
      gap="xs"
      role="group"
      aria-label={t('console.call')}
      data-settled={settled}
      onClickCapture={(event) => {
        // A key that is still held has no pointer to stop.
        if (!settled && event.detail === 0) event.stopPropagation();
      }}
    >
      <Toggle
        ref={mute}
        on={call.muted && !heldSince}
        disabled={!talking || heldSince !== null}
        icon={<IconMicrophoneOff size={20} aria-hidden />}
        onClick={() => line.mute(!call.muted)}
      >
        {t('console.mute')}
      </Toggle>
      <Toggle
        on={heldSince !== null}
        disabled={!own || busy}
        icon={<IconPlayerPause size={20} aria-hidden />}
        onClick={toggleHold}
      >
        {t('console.hold')}
      </Toggle>
      <Toggle
        opens
        on={panel === 'keys'}
        disabled={!call.id}
        icon={<IconDialpad size={20} aria-hidden />}
        onClick={toggle('keys')}
      >
        {t('console.keys')}
      </Toggle>
      <Toggle
        opens
        on={panel === 'transfer'}
        disabled={!own}
        icon={<IconArrowRight size={20} aria-hidden />}
        onClick={toggle('transfer')}
      >
        {t('console.transfer')}
      </Toggle>
      <Button
        ref={hangUp}
        size="md"
        color="red"
        leftSection={<IconPhoneOff size={20} aria-hidden />}
        onClick={line.hangUp}
      >
        {t('console.hangUp')}
      </Button>
    </Group>
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

/**
 * Answer and Call disappear when they are pressed: the focus goes to the button that does the least harm, and not to
 * Hang up once someone talks. It is not taken from who is typing.
 */
function useFocus(
  talking: boolean,
  mute: RefObject<HTMLButtonElement | null>,
  hangUp: RefObject<HTMLButtonElement | null>,
): void {
  useEffect(() => {
    const at = document.activeElement;
    if (!isWritten(at) || !at?.checkVisibility()) hangUp.current?.focus();
  }, [hangUp]);
  useEffect(() => {
    if (talking && document.activeElement === hangUp.current) mute.current?.focus();
  }, [talking, mute, hangUp]);
}

interface ToggleProps {
  ref?: RefObject<HTMLButtonElement | null>;
  on: boolean;
  /** Whether it opens a panel, rather than changing the call. */
  opens?: boolean;
  icon: ReactNode;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Toggle({ ref, on, opens, icon, disabled, onClick, children }: ToggleProps) {
  return (
    <Button
      {...(ref && { ref })}
      size="md"
      variant={!on ? 'default' : opens ? 'light' : 'filled'}
      leftSection={icon}
      disabled={disabled}
      onClick={onClick}
      {...(opens ? { 'aria-expanded': on } : { 'aria-pressed': on })}
    >
      {children}
    </Button>
  );
}
