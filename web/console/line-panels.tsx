import { Button, Group, Kbd, Stack, Text, TextInput } from '@mantine/core';
import {
  IconBell,
  IconBellPlus,
  IconDialpad,
  IconPhone,
  IconPhoneCalling,
  IconPhoneOff,
  IconPhoneX,
} from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { phoneDigits } from '../lib/format';
import { Keypad } from '../simulator/keypad';
import { Elapsed } from '../ui/elapsed';
import type { Line, LineCall } from '../voice/line';
import { useAlerts } from './attention';

/** A call is offered: who it is, Answer (focused, so Enter takes it), Reject. */
export function RingingCall({ line, other }: { line: Line; other: string }) {
  const { t } = useTranslation();
  return (
    <Stack align="center" gap="lg" role="alertdialog" aria-label={t('console.ringingTitle', { other })}>
      <span className="dw-bell" aria-hidden>
        <IconBell size={44} />
      </span>
      <div className="dw-party">
        <Text c="dimmed">{t('console.rings')}</Text>
        <Text className="dw-party-name dw-figures">{other}</Text>
      </div>
      <Button
        size="xl"
        color="green"
        autoFocus
        data-autofocus
        leftSection={<IconPhone size={26} aria-hidden />}
        onClick={line.answer}
        className="dw-answer"
      >
        {t('console.answer')}
      </Button>
      <Button variant="subtle" color="red" leftSection={<IconPhoneX size={18} aria-hidden />} onClick={line.reject}>
        {t('console.reject')}
      </Button>
      <Shortcut keys="A" what={t('console.answer')} other="R" otherWhat={t('console.reject')} />
    </Stack>
  );
}

interface TalkingCallProps {
  line: Line;
  call: LineCall;
  other: string;
  /** False while the other end is not there yet. */
  talking: boolean;
}

/** A call under way: who, how long, keys, hang up. */
export function TalkingCall({ line, call, other, talking }: TalkingCallProps) {
  const { t } = useTranslation();
  const [keys, setKeys] = useState(false);
  return (
    <Stack align="center" gap="lg">
      <span className="dw-talk-mark" data-talking={talking || undefined} aria-hidden>
        {talking ? <IconPhone size={40} /> : <IconPhoneCalling size={40} />}
      </span>
      <div className="dw-party">
        <Text c="dimmed">{talking ? t('console.talkingWith') : t('console.calling')}</Text>
        <Text className="dw-party-name dw-figures">{other}</Text>
        <Text className="dw-party-time">
          <Elapsed since={call.since} />
        </Text>
      </div>
      <Group>
        {talking && (
          <Button
            size="md"
            variant={keys ? 'filled' : 'default'}
            leftSection={<IconDialpad size={20} aria-hidden />}
            onClick={() => setKeys(!keys)}
            aria-expanded={keys}
          >
            {t('console.keys')}
          </Button>
        )}
        <Button size="md" color="red" leftSection={<IconPhoneOff size={20} aria-hidden />} onClick={line.hangUp}>
          {t('console.hangUp')}
        </Button>
      </Group>
      {keys && talking && <Keypad onKey={line.sendKeys} />}
      <Shortcut keys="1" what={t('console.hangUp')} />
    </Stack>
  );
}

/** Nothing rings: one can call somebody. @param line undefined while it is not there. */
export function IdleLine({ line }: { line?: Line }) {
  const { t } = useTranslation();
  const alerts = useAlerts();
  const [number, setNumber] = useState('');
  const [problem, setProblem] = useState(false);

  function call(event: FormEvent): void {
    event.preventDefault();
    const digits = phoneDigits(number);
    setProblem(!digits);
    if (digits) line?.dial(digits);
  }

  return (
    <Stack align="center" gap="lg">
      <div className="dw-party">
        <Text className="dw-party-name">{line ? t('console.ready') : t('console.connecting')}</Text>
        <Text c="dimmed">{t('console.readyHint')}</Text>
      </div>
      <form onSubmit={call} className="dw-dial">
        <TextInput
          size="md"
          type="tel"
          label={t('console.callNumber')}
          placeholder="+44 7700 900123"
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
          error={problem && t('phone.noNumber')}
        />
        <Button
          type="submit"
          size="md"
          color="green"
          disabled={!line}
          leftSection={<IconPhone size={20} aria-hidden />}
        >
          {t('console.dial')}
        </Button>
      </form>
      {alerts.wanted && (
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconBellPlus size={16} aria-hidden />}
          onClick={alerts.turnOn}
        >
          {t('console.turnOnAlerts')}
        </Button>
      )}
    </Stack>
  );
}

function Shortcut({
  keys,
  what,
  other,
  otherWhat,
}: {
  keys: string;
  what: string;
  other?: string;
  otherWhat?: string;
}) {
  return (
    <Text size="xs" c="dimmed" visibleFrom="sm">
      <Kbd>Ctrl</Kbd> + <Kbd>Shift</Kbd> + <Kbd>{keys}</Kbd> {what}
      {other && (
        <>
          {' · '}
          <Kbd>{other}</Kbd> {otherWhat}
        </>
      )}
    </Text>
  );
}
