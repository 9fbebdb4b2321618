import { Button, Text } from '@mantine/core';
import { IconPhone, IconPhoneOff } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type HandsetCommand, type HandsetOwner, removeHandset, type Simulator } from '../../lib/handset/handset';
import { playKey } from '../../lib/handset/tones';
import { Keypad } from '../../simulator/keypad';
import { Transcript } from '../../simulator/transcript';
import { useHandset } from '../../simulator/use-handset';
import { Elapsed } from '../../ui/values/elapsed';
import type { Flow } from '../flow/flow';
import { follow } from './follow-call';
import '../presets.css';
import '../../simulator/simulator.css';

interface TestPhoneProps {
  simulator: Simulator;
  owner: HandsetOwner;
  dial: HandsetCommand;
  /** The flow to follow; null once the text differs from that of the call. */
  flow: Flow | null;
  onStep: (id: string | null) => void;
  onAgain: () => void;
}

/** A handset that dials once automatically, and is removed afterwards. */
export function TestPhone({ simulator, owner, dial, flow, onStep, onAgain }: TestPhoneProps) {
  const { t } = useTranslation();
  const { handset, heard, refusal, connected, send, listenIn } = useHandset(simulator, owner);
  const phone = useRef<HTMLElement>(null);
  const dialled = useRef(false);
  const id = handset?.id;
  const state = handset?.state ?? 'idle';
  const over = heard.at(-1)?.type === 'ended';

  // Dials once the handset exists; from then on the keyboard presses its keys.
  useEffect(() => {
    if (!id || dialled.current) return;
    dialled.current = true;
    listenIn();
    send(dial);
    phone.current?.querySelector<HTMLElement>('[role="log"]')?.focus();
  }, [id, dial, send, listenIn]);

  useEffect(() => {
    if (!id) return;
    const putAway = () => void removeHandset(simulator, id).catch(() => {});
    return putAway;
  }, [simulator, id]);

  useEffect(() => onStep(flow && follow(flow, heard)), [flow, heard, onStep]);
  useEffect(() => () => onStep(null), [onStep]);

  function onKeyDown(event: KeyboardEvent): void {
    if (
      event.nativeEvent.isComposing ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      state !== 'talking' ||
      !/^[0-9*#]$/.test(event.key)
    )
      return;
    playKey(event.key);
    send({ type: 'keys', digits: event.key });
  }

  return (
    <section ref={phone} className="dw-test-phone" aria-label={t('presets.test.phone')} onKeyDown={onKeyDown}>
      <output className="dw-display-state" data-state={state}>
        <span>{over ? t('presets.test.over') : connected ? t(`phone.state.${state}`) : t('phone.connecting')}</span>
        {state === 'talking' && handset?.call && (
          <>
            {' · '}
            <Elapsed since={handset.call.since} />
          </>
        )}
      </output>
      {refusal && (
        <Text size="sm" c="red">
          {t('phone.refused', { reason: refusal })}
        </Text>
      )}
      <Transcript heard={heard} />
      {!flow && !over && (
        <Text size="sm" c="dimmed">
          {t('presets.test.changed')}
        </Text>
      )}
      <Keypad onKey={(digits) => send({ type: 'keys', digits })} disabled={state !== 'talking'} />
      {over ? (
        <Button color="green" leftSection={<IconPhone size={18} aria-hidden />} onClick={onAgain}>
          {t('presets.test.again')}
        </Button>
      ) : (
        <Button
          color="red"
          leftSection={<IconPhoneOff size={18} aria-hidden />}
          disabled={state === 'idle'}
          onClick={() => send({ type: 'hangup' })}
        >
          {t('phone.hangUp')}
        </Button>
      )}
    </section>
  );
}
