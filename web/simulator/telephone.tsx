import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconBackspace, IconMessage2, IconPhone, IconPhoneOff, IconX } from '@tabler/icons-react';
import { type FormEvent, type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Simulator } from '../lib/handset/handset';
import { playKey, ring } from '../lib/handset/tones';
import { countryOfPhone, formatPhone } from '../lib/language/format';
import { Elapsed } from '../ui/values/elapsed';
import { Keypad } from './keypad';
import { Transcript } from './transcript';
import { useHandset } from './use-handset';
import './simulator.css';

interface TelephoneProps {
  simulator: Simulator;
  /** Its own number: E.164 without `+`. */
  number: string;
  /** Initial content of the display: E.164 without `+`. */
  dialTo?: string;
  /** Removes the phone. */
  onRemove?: () => void;
}

/** A phone: display, twelve keys, call and hang-up, and transcript. */
export function Telephone({ simulator, number, dialTo = '', onRemove }: TelephoneProps) {
  const { t } = useTranslation();
  const owner = useMemo(() => ({ number }), [number]);
  const { handset, heard, refusal, connected, send, listenIn } = useHandset(simulator, owner);
  const [dialled, setDialled] = useState(() => onDisplay(dialTo));
  const [problem, setProblem] = useState<string | null>(null);
  const state = handset?.state ?? 'idle';
  const busy = state !== 'idle';

  useEffect(() => setDialled(onDisplay(dialTo)), [dialTo]);
  useEffect(() => (state === 'ringing' ? ring() : undefined), [state]);

  function press(key: string): void {
    if (state === 'talking') send({ type: 'keys', digits: key });
    else if (!busy) setDialled((before) => before + key);
  }

  function call(): void {
    listenIn();
    if (state === 'ringing') {
      send({ type: 'answer' });
      return;
    }
    dial().catch(() => setProblem(t('phone.noNumber')));
  }

  /** The number reader is loaded only when a number is dialed, because Home shows a phone too. */
  async function dial(): Promise<void> {
    const { readPhoneNumber } = await import('../../shared/phone-number');
    const to = readPhoneNumber(dialled, countryOfPhone(number));
    setProblem(to ? null : t('phone.noNumber'));
    if (to) send({ type: 'dial', to });
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    call();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (
      event.nativeEvent.isComposing ||
      event.target instanceof HTMLInputElement ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey
    )
      return;
    if (/^[0-9*#]$/.test(event.key)) {
      playKey(event.key);
      press(event.key);
    }
  }

  return (
    <section
      className="dw-telephone"
      data-state={state}
      aria-label={t('phone.label', { number: formatPhone(number) })}
      onKeyDown={onKeyDown}
    >
      <div className="dw-telephone-top">
        <span className="dw-figures" translate="no">
          {formatPhone(number)}
        </span>
        {onRemove && (
          <ActionIcon
            variant="subtle"
            color="gray"
            onClick={onRemove}
            aria-label={t('phone.remove')}
            title={t('phone.remove')}
          >
            <IconX size={16} />
          </ActionIcon>
        )}
      </div>
      <div className="dw-display">
        <output className="dw-display-state" data-state={state}>
          <span>{connected ? t(`phone.state.${state}`) : t('phone.connecting')}</span>
          {state === 'talking' && handset?.call && (
            <>
              {' · '}
              <Elapsed since={handset.call.since} />
            </>
          )}
        </output>
        {busy ? (
          <div className="dw-display-number dw-figures" translate="no">
            {formatPhone(handset?.call?.other) || '…'}
          </div>
        ) : (
          <form onSubmit={submit}>
            <input
              className="dw-display-number dw-figures"
              type="tel"
              value={dialled}
              onChange={(event) => setDialled(event.currentTarget.value)}
              placeholder="+44 …"
              aria-label={t('phone.number')}
            />
          </form>
        )}
        {(problem || refusal) && (
          <p className="dw-display-problem">{problem ?? t('phone.refused', { reason: refusal })}</p>
        )}
      </div>
      <Transcript heard={heard} />
      {state === 'talking' && <Say onSay={(text) => send({ type: 'say', text })} />}
      <Keypad onKey={press} disabled={!connected || state === 'ringing' || state === 'dialling'} />
      <div className="dw-telephone-foot">
        {busy && (
          <Button
            color="red"
            size="md"
            leftSection={<IconPhoneOff size={20} aria-hidden />}
            onClick={() => send({ type: state === 'ringing' ? 'reject' : 'hangup' })}
          >
            {state === 'ringing' ? t('phone.reject') : t('phone.hangUp')}
          </Button>
        )}
        {(!busy || state === 'ringing') && (
          <Button
            color="green"
            size="md"
            leftSection={<IconPhone size={20} aria-hidden />}
            disabled={!connected}
            onClick={call}
          >
            {state === 'ringing' ? t('phone.answer') : t('phone.call')}
          </Button>
        )}
        {!busy && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size="xl"
            aria-label={t('phone.erase')}
            onClick={() => setDialled((before) => before.slice(0, -1))}
          >
            <IconBackspace size={22} />
          </ActionIcon>
        )}
      </div>
    </section>
  );
}

/** A number in groups, as people write it. */
function onDisplay(digits: string): string {
  const grouped = formatPhone(digits);
  return grouped === digits && digits !== '' ? `+${digits}` : grouped;
}

function Say({ onSay }: { onSay: (text: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim()) onSay(text.trim());
        setText('');
      }}
    >
      <TextInput
        size="sm"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        placeholder={t('phone.say')}
        aria-label={t('phone.say')}
        leftSection={<IconMessage2 size={16} aria-hidden />}
      />
    </form>
  );
}
