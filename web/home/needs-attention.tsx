import { useMutation } from '@apollo/client/react';
import { Anchor, Button, Group, Paper, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { SetTimeZoneDocument, useTimeZone } from '../accounts/time-zone';
import { useViewer } from '../accounts/viewer';
import { countryName, formatSpan } from '../lib/language/format';
import { useSlotPath } from '../lib/slot';
import { ProblemAlert } from '../ui/messages/problem-alert';
import type { Day, Shown } from './day';
import { missedCalls } from './day-figures';
import './home.css';

type Attention = Day['attention'][number];

/** Where each kind can be looked into; a path inside the slot. */
const PLACES: Record<Attention['kind'], (shown: Shown) => string> = {
  NOBODY_SIGNED_IN: missedCalls,
  ALL_BUSY: missedCalls,
  LOST_IN_TRANSFER: ({ first, last }) => `calls?outcome=LOST_IN_TRANSFER&from=${first}&to=${last}`,
  COUNTRY_BLOCKED: () => 'people/dialling',
};

/** What an office can do something about: callers whom nobody could answer, blocked countries, an unset time zone. */
export function NeedsAttention({ day, shown }: { day: Day | undefined; shown: Shown }) {
  const { t } = useTranslation();
  const { role } = useViewer();
  const { isChosen } = useTimeZone();
  const asksZone = !isChosen && role === 'ADMIN';
  const nothing = day?.attention.length === 0 && !asksZone;
  return (
    <Paper withBorder p="md" className="dw-card" component="section" aria-labelledby="attention">
      <Title order={2} id="attention" mb="xs">
        {t('home.attention.title')}
      </Title>
      <ul className="dw-attention">
        {day?.attention.map((one) => (
          <AttentionRow key={`${one.kind} ${one.from} ${one.country}`} attention={one} shown={shown} />
        ))}
        {asksZone && <AskTimeZone />}
        {nothing && (
          <li className="dw-attention-row">
            <IconCircleCheck size={18} aria-hidden className="dw-attention-icon" data-state="done" />
            <Text size="sm">{t('home.attention.nothing')}</Text>
          </li>
        )}
      </ul>
    </Paper>
  );
}

function AttentionRow({ attention, shown }: { attention: Attention; shown: Shown }) {
  const { t, i18n } = useTranslation();
  const inSlot = useSlotPath();
  const { role } = useViewer();
  const { kind, calls: count, from, until, country } = attention;
  const parts = shown.first === shown.last ? 'hours' : 'days';
  // Days end in the moment before the next one begins.
  const end = until && new Date(Date.parse(until) - (parts === 'days' ? 1 : 0));
  const span = from && end ? formatSpan(new Date(from), end, i18n.language, shown.timeZone, parts) : '';
  const place = country ? countryName(country, i18n.language) : '';
  return (
    <li className="dw-attention-row">
      <IconAlertTriangle size={18} aria-hidden className="dw-attention-icon" data-state="open" />
      <Text size="sm">
        {t(`home.attention.${kind}`, { count, span, country: place })}{' '}
        {(kind !== 'COUNTRY_BLOCKED' || role === 'ADMIN') && (
          <Anchor component={Link} to={inSlot(PLACES[kind](shown))} size="sm" underline="always">
            {t(kind === 'COUNTRY_BLOCKED' ? 'home.attention.rules' : 'home.figure.review')}
          </Anchor>
        )}
      </Text>
    </li>
  );
}

/** Proposes the browser's zone; until one is chosen, everyone sees the days of their own browser. */
function AskTimeZone() {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const { timeZone } = useTimeZone();
  const [save, { loading, error }] = useMutation(SetTimeZoneDocument);
  return (
    <li className="dw-attention-row">
      <IconClock size={18} aria-hidden className="dw-attention-icon" />
      <div>
        <Text size="sm">{t('home.timeZone.ask', { timeZone })}</Text>
        <ProblemAlert error={error} />
        <Group gap="sm" mt={6}>
          <Button
            size="compact-sm"
            variant="default"
            loading={loading}
            onClick={() => save({ variables: { timeZone } }).catch(() => {})}
          >
            {t('home.timeZone.use', { timeZone })}
          </Button>
          <Anchor component={Link} to={inSlot('account')} size="sm">
            {t('home.timeZone.other')}
          </Anchor>
        </Group>
      </div>
    </li>
  );
}
