import { ActionIcon, Button, Group, NativeSelect, Text, TextInput } from '@mantine/core';
import { IconBackspace, IconDialpad, IconPhone } from '@tabler/icons-react';
import { type FormEvent, type RefObject, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countries } from '../../lib/dial-number';
import { countryName, countryOfPhone, formatPhone } from '../../lib/language/format';
import { Keypad } from '../../simulator/keypad';
import type { Dialing } from './dialing';
import './day.css';

interface DialerProps {
  dialing: Dialing;
  /** Whether a call can be placed now. */
  ready: boolean;
  padOpen: boolean;
  onPad: (open: boolean) => void;
  numberField: RefObject<HTMLInputElement | null>;
}

/** A number to call, as it is written or with the keys, and what will be called. */
export function Dialer({ dialing, ready, padOpen, onPad, numberField }: DialerProps) {
  const { t, i18n } = useTranslation();
  const { typed, setTyped, country, setCountry, read, recent, call } = dialing;
  const [problem, setProblem] = useState(false);
  const recentList = useId();
  const number = read(typed);
  const choices = useMemo(
    () =>
      countries()
        .map((code) => ({ value: code, label: `${countryName(code, i18n.language)} (${code})` }))
        .sort((one, another) => one.label.localeCompare(another.label, i18n.language)),
    [i18n.language],
  );

  function submit(event: FormEvent): void {
    event.preventDefault();
    setProblem(!number);
    if (number && ready) call(number);
  }

  function type(text: string): void {
    setProblem(false);
    setTyped(text);
  }

  const to = number && countryOfPhone(number);
  return (
    <div className="dw-dialer">
      {padOpen && <Keypad onKey={(key) => type(typed + key)} />}
      <form onSubmit={submit} className="dw-dial">
        <TextInput
          ref={numberField}
          type="tel"
          label={t('console.callNumber')}
          placeholder="+44 7700 900123"
          autoComplete="off"
          list={recentList}
          value={typed}
          onChange={(event) => type(event.currentTarget.value)}
          error={problem && t('console.notANumber', { country: countryName(country, i18n.language) })}
          rightSection={
            typed && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t('phone.erase')}
                onClick={() => type(typed.slice(0, -1))}
              >
                <IconBackspace size={18} />
              </ActionIcon>
            )
          }
        />
        <datalist id={recentList}>
          {recent.map((digits) => (
            <option key={digits} value={formatPhone(digits)} />
          ))}
        </datalist>
        <Button type="submit" color="green" disabled={!ready} leftSection={<IconPhone size={18} aria-hidden />}>
          {t('console.dial')}
        </Button>
      </form>
      <Text size="xs" c="dimmed" className="dw-dial-reading" aria-live="polite">
        {number &&
          t('console.willCall', {
            number: formatPhone(number),
            country: to ? countryName(to, i18n.language) : t('console.noCountry'),
          })}
      </Text>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <NativeSelect
          size="xs"
          flex={1}
          label={t('console.country')}
          value={country}
          data={choices}
          onChange={(event) => setCountry(event.currentTarget.value)}
        />
        <Button
          variant="default"
          size="xs"
          leftSection={<IconDialpad size={16} aria-hidden />}
          aria-expanded={padOpen}
          onClick={() => onPad(!padOpen)}
        >
          {t('console.dialPad')}
        </Button>
      </Group>
    </div>
  );
}
