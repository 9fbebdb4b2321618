import { Alert, Button, Group } from '@mantine/core';
import { IconPhone } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { formatPhone } from '../../lib/language/format';
import '../call/call.css';
import type { Dialing } from './dialing';

/** `no`: a call cannot be placed, and a person has to do something first; `soon`: it will be possible by itself. */
export type Readiness = 'now' | 'soon' | 'no';

/**
 * Calls the number that a link of another program names (`/console?call=447700900001`): at once where the line is there,
 * else after a question. The number leaves the address immediately, so that a reload does not call again.
 */
export function DialWish({ dialing, readiness }: { dialing: Dialing; readiness: Readiness }) {
  const { t } = useTranslation();
  const [search, setSearch] = useSearchParams();
  const [wish, setWish] = useState<{ number: string; asks: boolean } | null>(null);
  const given = search.get('call');
  const { setTyped, readLink, call } = dialing;

  useEffect(() => {
    if (given === null) return;
    const number = readLink(given.trim());
    setTyped(number ? formatPhone(number) : given);
    setWish(number ? { number, asks: false } : null);
    setSearch(
      (before) => {
        const rest = new URLSearchParams(before);
        rest.delete('call');
        return rest;
      },
      { replace: true },
    );
  }, [given, readLink, setTyped, setSearch]);

  useEffect(() => {
    if (!wish || wish.asks || readiness === 'soon') return;
    if (readiness === 'no') return setWish({ ...wish, asks: true });
    setWish(null);
    call(wish.number);
  }, [wish, readiness, call]);

  if (!wish?.asks || readiness !== 'now') return null;
  return (
    <Alert color="ai" role="status" icon={<IconPhone aria-hidden />} className="dw-notice">
      {t('console.callWish', { number: formatPhone(wish.number) })}
      <Group gap="xs" mt="xs">
        <Button
          size="compact-sm"
          color="green"
          onClick={() => {
            setWish(null);
            call(wish.number);
          }}
        >
          {t('console.callNow')}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => setWish(null)}>
          {t('common.cancel')}
        </Button>
      </Group>
    </Alert>
  );
}
