import { useCallback, useState } from 'react';
import { useHomeCountry } from '../../applications/home-country';
import { readNumber } from '../../lib/dial-number';
import type { Line } from '../../voice/line';
import { recentNumbers, rememberNumber } from './recent-numbers';

/** Digits as links and lists have them: E.164 without `+`. */
const DIGITS = /^[1-9]\d{6,14}$/;

/** The number that is typed to be called, how it is read here, and calling it. @param line undefined while it is not there */
export function useDialing(applicationId: string, line: Line | undefined) {
  const [typed, setTyped] = useState('');
  const [recent, setRecent] = useState(recentNumbers);
  const [country, setCountry] = useHomeCountry(applicationId);
  const read = useCallback((text: string) => readNumber(text, country), [country]);
  const call = useCallback(
    (digits: string) => {
      if (!line) return;
      setRecent(rememberNumber(digits));
      setTyped('');
      line.dial(digits);
    },
    [line],
  );
  return {
    typed,
    setTyped,
    /** ISO 3166 alpha-2: where numbers without a country code are dialed. */
    country,
    setCountry,
    /** @returns E.164 without `+`, or undefined */
    read,
    /** As `read`, for a number out of a link, which has its country code. */
    readLink: useCallback(
      (text: string) => (DIGITS.test(text) ? readNumber(`+${text}`) : undefined) ?? read(text),
      [read],
    ),
    recent,
    call,
  };
}

export type Dialing = ReturnType<typeof useDialing>;
