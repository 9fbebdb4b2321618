import { Button, Group, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { daysAfter, startOfDay } from '../../shared/time-zone';
import { useTimeZone } from '../accounts/time-zone';
import type { CallDirection, OutcomeKind } from '../generated/graphql';
import { daysOf, isDay, useToday } from '../lib/days';
import { formatHour } from '../lib/language/format';
import { type Problem, problemSentence } from '../lib/problem';
import { useUrlFilter } from '../lib/url-filter';
import { SearchField } from '../ui/lists/search-field';
import { UserOptions } from '../users/user-options';
import type { CallFilter } from './calls';
import { NOT_TAKEN, OUTCOMES } from './outcome-words';

const NAMES = ['show', 'number', 'user', 'direction', 'outcome', 'from', 'to', 'hour'] as const;
const SHOWN = ['all', 'live', 'past'] as const;
const DIRECTIONS: CallDirection[] = ['INBOUND', 'OUTBOUND'];
const RANGES = ['today', 'yesterday', 'week'] as const;
const ANY_NOT_TAKEN = NOT_TAKEN.join(',');
const HOUR_MS = 3600_000;

/** The filter in the page's URL. */
export function useCallFilter() {
  const url = useUrlFilter(NAMES);
  const { show, number, user, direction, outcome, from, to } = url.filter;
  const hour = hourOf(url.filter.hour);
  const outcomes = outcome.split(',').filter((one): one is OutcomeKind => OUTCOMES.some((known) => known === one));
  const { timeZone } = useTimeZone();
  const wanted: CallFilter = {
    ...(show === 'live' && { live: true }),
    ...(show === 'past' && { live: false }),
    ...(number && { number }),
    ...(user && { userName: user }),
    ...(DIRECTIONS.some((known) => known === direction) && { direction: direction as CallDirection }),
    ...(outcomes.length > 0 && { outcomes }),
    ...(isDay(from) && { since: startOfDay(from, timeZone).toISOString() }),
    ...(isDay(to) && { until: startOfDay(daysAfter(to, 1), timeZone).toISOString() }),
    ...(hour && { since: hour.toISOString(), until: new Date(hour.getTime() + HOUR_MS).toISOString() }),
  };
  return { ...url, wanted };
}

/** @param outcome a kind, several, or '' for any; what no one took is inbound */
const choiceOf = (outcome: string) => (outcome === ANY_NOT_TAKEN ? { outcome, direction: 'INBOUND' } : { outcome });

/** @returns the beginning of an hour: the day in `from` and `to` may have it twice, where clocks change */
function hourOf(text: string): Date | null {
  const at = new Date(text);
  return text === '' || Number.isNaN(at.getTime()) ? null : at;
}

export type CallFiltering = ReturnType<typeof useCallFilter>;

interface CallFiltersProps {
  applicationId: string;
  filtering: CallFiltering;
  /** The server's error for a value. */
  problem?: Problem | undefined;
}

/** Days, number or name, user, direction, outcome; each is stored in the URL immediately. */
export function CallFilters({ applicationId, filtering, problem }: CallFiltersProps) {
  const { t, i18n } = useTranslation();
  const { filter, set, clear, filtered } = filtering;
  const users = useId();
  const any = { value: '', label: t('calls.filter.any') };
  return (
    <search>
      <Group gap="md" mb="sm">
        <SegmentedControl
          value={SHOWN.find((known) => known === filter.show) ?? 'all'}
          onChange={(show) => set({ show: show === 'all' ? '' : show })}
          data={SHOWN.map((value) => ({ value, label: t(`calls.filter.${value}`) }))}
          aria-label={t('calls.filter.show')}
        />
        <Days filtering={filtering} />
      </Group>
      <div className="dw-filters">
        <SearchField
          label={t('calls.filter.number')}
          placeholder={t('calls.filter.lastDigits')}
          value={filter.number}
          onSearch={(number) => set({ number })}
          error={problem?.field === 'number' && problemSentence({ ...problem, field: undefined }, i18n)}
          maxLength={40}
        />
        <SearchField label={t('calls.agent')} value={filter.user} onSearch={(user) => set({ user })} list={users} />
        <UserOptions id={users} applicationId={applicationId} search={filter.user} />
        <NativeSelect
          label={t('calls.filter.direction')}
          value={filter.direction}
          onChange={(event) => set({ direction: event.currentTarget.value })}
          data={[any, ...DIRECTIONS.map((value) => ({ value, label: t(`calls.direction.${value}`) }))]}
        />
        <NativeSelect
          label={t('calls.result')}
          value={filter.outcome}
          onChange={(event) => set(choiceOf(event.currentTarget.value))}
          data={[
            any,
            { value: ANY_NOT_TAKEN, label: t('calls.filter.notTaken') },
            ...OUTCOMES.map((value) => ({ value, label: t(`calls.outcome.word.${value}`) })),
          ]}
        />
        <TextInput
          type="date"
          label={t('calls.filter.from')}
          value={filter.from}
          max={filter.to || undefined}
          onChange={(event) => set({ from: event.currentTarget.value, hour: '' })}
        />
        <TextInput
          type="date"
          label={t('calls.filter.to')}
          value={filter.to}
          min={filter.from || undefined}
          onChange={(event) => set({ to: event.currentTarget.value, hour: '' })}
        />
        {filtered && (
          <Button variant="subtle" onClick={clear}>
            {t('calls.filter.clear')}
          </Button>
        )}
      </div>
    </search>
  );
}

/** One click for the days that are looked at most; once more for all days. Home leads to a single hour. */
function Days({ filtering: { filter, set } }: { filtering: CallFiltering }) {
  const { t, i18n } = useTranslation();
  const { timeZone } = useTimeZone();
  const today = useToday(timeZone);
  const hour = hourOf(filter.hour);
  return (
    <Group gap={6} role="group" aria-label={t('calls.filter.days')}>
      {RANGES.map((name) => {
        const { first: from, last: to } = daysOf(name, today, timeZone);
        const chosen = filter.from === from && filter.to === to && !hour;
        return (
          <Button
            key={name}
            size="compact-sm"
            radius="xl"
            variant={chosen ? 'filled' : 'default'}
            aria-pressed={chosen}
            onClick={() => set(chosen ? { from: '', to: '' } : { from, to, hour: '' })}
          >
            {t(`calls.filter.${name}`)}
          </Button>
        );
      })}
      {hour && (
        <Button
          size="compact-sm"
          radius="xl"
          aria-pressed
          rightSection={<IconX size={14} aria-hidden />}
          onClick={() => set({ hour: '' })}
        >
          {t('calls.filter.hour', {
            from: formatHour(hour, i18n.language, timeZone),
            until: formatHour(new Date(hour.getTime() + HOUR_MS), i18n.language, timeZone),
          })}
        </Button>
      )}
    </Group>
  );
}
