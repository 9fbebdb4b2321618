import { ActionIcon, Alert, Button, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconBackspace, IconDialpad, IconPhone } from '@tabler/icons-react';
import { type FormEvent, type RefObject, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHomeCountry } from '../dialling/home-country';
import { countries, readNumber } from '../lib/dial-number';
import { countryName, formatPhone } from '../lib/language/format';
import { Keypad } from '../simulator/keypad';
import type { Line } from '../voice/line';
import type { LineCall, LineFacts, LineStatus } from '../voice/line-state';
import { recentNumbers, rememberNumber } from './recent-numbers';
import './console.css';

interface IdleLineProps {
  applicationId: string;
  line: Line | undefined;
  status: LineStatus;
  facts: LineFacts;
  /** The call that has just ended. */
  ended: LineCall | null;
  other: string;
  padOpen: boolean;
  onPad: (open: boolean) => void;
  numberField: RefObject<HTMLInputElement | null>;
}

/** The idle line: how the last call ended, and a field to place a call. */
export function IdleLine(props: IdleLineProps) {
  const { line, status, facts, ended, other } = props;
  const { t } = useTranslation();
  const ready = status === 'ready' || status === 'ended';
  return (
    <Stack align="center" gap="lg">
      {ended?.endReason && (
        <Alert
          color="gray"
          className="dw-ended"
          role="status"
          withCloseButton
          closeButtonLabel={t('common.close')}
          onClose={line?.clear}
        >
          {t('console.ended', { other, reason: t(`console.endReason.${ended.endReason}`) })}
        </Alert>
      )}
      <div className="dw-party">
        <Text className="dw-party-name">{ready ? t('console.ready') : notReady(facts, status, t)}</Text>
        <Text c="dimmed">
          {status === 'signedOut' ? t(`console.outCure.${facts.outReason}`) : t('console.readyHint')}
        </Text>
      </div>
      {status === 'signedOut' && facts.outReason !== 'starting' && (
        <Button variant="default" onClick={line?.signIn}>
          {t('common.tryAgain')}
        </Button>
      )}
      <Dialler {...props} line={ready ? line : undefined} />
    </Stack>
  );
}

function notReady(facts: LineFacts, status: LineStatus, t: ReturnType<typeof useTranslation>['t']): string {
  return status === 'signedOut' ? t(`console.out.${facts.outReason}`) : t('console.connecting');
}

/** @param line undefined while it is not there */
function Dialler({
  applicationId,
  line,
  padOpen,
  onPad,
  numberField,
}: Pick<IdleLineProps, 'applicationId' | 'line' | 'padOpen' | 'onPad' | 'numberField'>) {
  const { t, i18n } = useTranslation();
  const [number, setNumber] = useState('');
  const [country, setCountry] = useHomeCountry(applicationId);
  const [problem, setProblem] = useState(false);
  const [recent, setRecent] = useState(recentNumbers);
  const choices = useMemo(
    () =>
      countries()
        .map((code) => ({ value: code, label: `${countryName(code, i18n.language)} (${code})` }))
        .sort((one, another) => one.label.localeCompare(another.label, i18n.language)),
    [i18n.language],
  );

  function dial(digits: string | undefined): void {
    setProblem(!digits);
    if (!digits || !line) return;
    setRecent(rememberNumber(digits));
    line.dial(digits);
  }

  function call(event: FormEvent): void {
    event.preventDefault();
    dial(readNumber(number, country));
  }

  return (
    <Stack gap="sm" className="dw-dialler">
      <form onSubmit={call} className="dw-dial">
        <TextInput
          ref={numberField}
          size="md"
          type="tel"
          label={t('console.callNumber')}
          placeholder="+44 7700 900123"
          value={number}
          onChange={(event) => setNumber(event.currentTarget.value)}
          error={problem && t('console.notANumber', { country: countryName(country, i18n.language) })}
          rightSection={
            number && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('phone.erase')}
                onClick={() => setNumber((before) => before.slice(0, -1))}
              >
                <IconBackspace size={18} />
              </ActionIcon>
            )
          }
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
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <NativeSelect
          size="sm"
          flex={1}
          label={t('console.country')}
          value={country}
          data={choices}
          onChange={(event) => setCountry(event.currentTarget.value)}
        />
        <Button
          variant="default"
          size="sm"
          leftSection={<IconDialpad size={18} aria-hidden />}
          aria-expanded={padOpen}
          onClick={() => onPad(!padOpen)}
        >
          {t('console.dialPad')}
        </Button>
      </Group>
      {padOpen && <Keypad onKey={(key) => setNumber((before) => before + key)} />}
      {recent.length > 0 && (
        <Group gap={6} aria-label={t('console.recentNumbers')} role="group">
          {recent.map((digits) => (
            <Button key={digits} size="compact-sm" variant="default" disabled={!line} onClick={() => dial(digits)}>
              {formatPhone(digits)}
            </Button>
          ))}
        </Group>
      )}
    </Stack>
  );
}
