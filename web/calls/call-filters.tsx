import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallDirection, CallStatus } from '../generated/graphql';
import { type Problem, problemSentence } from '../lib/problem';
import { useUrlFilter } from '../lib/url-filter';
import { SearchField } from '../ui/lists/search-field';
import { UserOptions } from '../users/user-options';
import type { CallFilter } from './calls';

const NAMES = ['show', 'number', 'user', 'direction', 'result', 'from', 'to'] as const;
const SHOWN = ['all', 'live', 'past'] as const;
const DIRECTIONS: CallDirection[] = ['INBOUND', 'OUTBOUND'];
const RESULTS: CallStatus[] = ['COMPLETED', 'TIMEOUT', 'UNANSWERED', 'BUSY', 'REJECTED', 'CANCELLED', 'FAILED'];

/** The filter in the page's URL. */
export function useCallFilter() {
  const url = useUrlFilter(NAMES);
  const { show, number, user, direction, result, from, to } = url.filter;
  const wanted: CallFilter = {
    ...(show === 'live' && { live: true }),
    ...(show === 'past' && { live: false }),
    ...(number && { number }),
    ...(user && { userName: user }),
    ...(DIRECTIONS.some((known) => known === direction) && { direction: direction as CallDirection }),
    ...(RESULTS.some((known) => known === result) && { status: [result as CallStatus] }),
    ...(isDay(from) && { since: startOf(from).toISOString() }),
    ...(isDay(to) && { until: startOf(to, 1).toISOString() }),
  };
  return { ...url, wanted };
}

export type CallFiltering = ReturnType<typeof useCallFilter>;

const isDay = (text: string) => /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text));

/** Midnight in the reader's time zone, at the start of a day or of a later one. */
function startOf(day: string, later = 0): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return new Date(year, month - 1, date + later);
}

interface CallFiltersProps {
  applicationId: string;
  filtering: CallFiltering;
  /** The server's error for a value. */
  problem?: Problem | undefined;
}

/** Number, user, direction, result, time; each is stored in the URL immediately. */
export function CallFilters({ applicationId, filtering, problem }: CallFiltersProps) {
  const { t, i18n } = useTranslation();
  const { filter, set, clear, filtered } = filtering;
  const users = useId();
  const any = { value: '', label: t('calls.filter.any') };
  return (
    <search>
      <SegmentedControl
        value={SHOWN.find((known) => known === filter.show) ?? 'all'}
        onChange={(show) => set({ show: show === 'all' ? '' : show })}
        data={SHOWN.map((value) => ({ value, label: t(`calls.filter.${value}`) }))}
        aria-label={t('calls.filter.show')}
        mb="sm"
      />
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
          value={filter.result}
          onChange={(event) => set({ result: event.currentTarget.value })}
          data={[any, ...RESULTS.map((value) => ({ value, label: t(`calls.status.${value}`) }))]}
        />
        <TextInput
          type="date"
          label={t('calls.filter.from')}
          value={filter.from}
          max={filter.to || undefined}
          onChange={(event) => set({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('calls.filter.to')}
          value={filter.to}
          min={filter.from || undefined}
          onChange={(event) => set({ to: event.currentTarget.value })}
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
