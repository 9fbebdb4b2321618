import { Button, Stack, Text } from '@mantine/core';
import { IconBell, IconPhone, IconPhoneX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { countryName, countryOfPhone } from '../lib/language/format';
import { Elapsed } from '../ui/values/elapsed';
import type { Line } from '../voice/line';
import type { LineCall } from '../voice/line-state';
import type { CallFacts } from './call-facts';
import { Shortcuts } from './shortcuts';
import './console.css';

interface RingingCallProps {
  line: Line;
  call: LineCall;
  /** The caller as shown: a name or a formatted number. */
  other: string;
  facts: CallFacts | null;
}

/** What the call is about: a question of a colleague's, a call that broke off, or a new one. */
function about(facts: CallFacts | null, t: ReturnType<typeof useTranslation>['t']): string {
  if (facts?.consultedBy) return t('console.wantsToConsult', { who: facts.consultedBy });
  return t(facts?.rungAgainFor ? 'console.rungAgain' : 'console.rings');
}

/** An incoming call: who it is, Answer (focused, so that Enter answers), Decline. */
export function RingingCall({ line, call, other, facts }: RingingCallProps) {
  const { t, i18n } = useTranslation();
  const number = facts?.contact ?? call.other;
  const country = number && /^\d+$/.test(number) ? countryOfPhone(number) : undefined;
  return (
    <Stack align="center" gap="lg" role="alertdialog" aria-label={t('console.ringingTitle', { other })}>
      <span className="dw-bell" aria-hidden>
        <IconBell size={44} />
      </span>
      <div className="dw-party">
        <Text c="dimmed">{about(facts, t)}</Text>
        <Text className="dw-party-name dw-figures">{other}</Text>
        <Text c="dimmed" mih={24}>
          {country && countryName(country, i18n.language)}
          {facts?.preset && ` · ${t(`presets.kind.${facts.preset}`)}`}
        </Text>
        <Text>
          {t('console.waits')} <Elapsed since={facts?.startedAt ?? call.since} />
        </Text>
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
      <Shortcuts keys={['A', 'R']} />
    </Stack>
  );
}
