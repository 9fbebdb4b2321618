import { Button, Stack, Text } from '@mantine/core';
import { IconBell, IconPhone, IconPhoneX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { countryName, countryOfPhone } from '../lib/format';
import { Elapsed } from '../ui/elapsed';
import type { Line } from '../voice/line';
import type { LineCall } from '../voice/line-state';
import { useCallFacts } from './call-facts';
import { Shortcuts } from './shortcuts';
import './console.css';

interface RingingCallProps {
  line: Line;
  call: LineCall;
  other: string;
  applicationId: string;
}

/** A call is offered: who it is, Answer (focused, so Enter takes it), Reject. */
export function RingingCall({ line, call, other, applicationId }: RingingCallProps) {
  const { t, i18n } = useTranslation();
  const facts = useCallFacts(applicationId, call.id);
  const country = call.other && /^\d+$/.test(call.other) ? countryOfPhone(call.other) : undefined;
  return (
    <Stack align="center" gap="lg" role="alertdialog" aria-label={t('console.ringingTitle', { other })}>
      <span className="dw-bell" aria-hidden>
        <IconBell size={44} />
      </span>
      <div className="dw-party">
        <Text c="dimmed">{t('console.rings')}</Text>
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
