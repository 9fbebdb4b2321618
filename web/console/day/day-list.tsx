import { SegmentedControl, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadingRows } from '../../ui/lists/loading';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import type { DayCall, DayPart, useDayCalls } from './day-calls';
import { DayRow } from './day-row';
import type { MissedCaller } from './missed-callers';
import './day.css';

interface DayListProps {
  day: ReturnType<typeof useDayCalls>;
  /** Who still waits for a call. */
  missed: MissedCaller<DayCall>[];
  onCall: ((digits: string) => void) | undefined;
  nameOf: (user: string) => string;
}

/** Whether a caller still waits for someone to answer. */
const isWaiting = ({ live, answeredAt, direction }: DayCall) => live && answeredAt === null && direction === 'INBOUND';

/** The calls of the day: all, those that ring first; the missed callers who wait for a call; one's own. */
export function DayList({ day, missed, onCall, nameOf }: DayListProps) {
  const { t } = useTranslation();
  const [part, setPart] = useState<DayPart>('all');
  const { parts, error, refetch } = day;
  const waiting = new Set(missed.map(({ call }) => call.id));
  const rows: { call: DayCall; times?: number }[] =
    part === 'missed' ? missed : (parts?.[part] ?? []).map((call) => ({ call }));
  const first = part === 'all' ? rows.filter(({ call }) => isWaiting(call)) : [];
  const rest = rows.filter((row) => !first.includes(row));
  const shown = ({ call, times }: (typeof rows)[number]) => (
    <DayRow
      key={call.id}
      call={call}
      onCall={onCall}
      nameOf={nameOf}
      waits={waiting.has(call.id)}
      {...(times && { times })}
    />
  );
  const label = (one: DayPart) =>
    one === 'missed' && missed.length > 0
      ? t('console.day.missedCount', { count: missed.length })
      : t(`console.day.${one}`);
  return (
    <>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-label={t('console.day.title')}
        value={part}
        onChange={(value) => setPart(value as DayPart)}
        data={(['all', 'missed', 'mine'] as const).map((one) => ({ value: one, label: label(one) }))}
      />
      {error && <ProblemAlert error={error} onRetry={() => refetch()} />}
      {!parts && !error && <LoadingRows rows={4} />}
      {parts && rows.length === 0 && (
        <Text size="sm" c="dimmed" className="dw-day-list">
          {t(part === 'missed' ? 'console.day.noneMissed' : 'console.day.none')}
        </Text>
      )}
      {rows.length > 0 && (
        <ul className="dw-day-list">
          {first.length > 0 && <li className="dw-day-group">{t('console.day.waiting')}</li>}
          {first.map(shown)}
          {first.length > 0 && rest.length > 0 && <li className="dw-day-group">{t('console.day.today')}</li>}
          {rest.map(shown)}
        </ul>
      )}
    </>
  );
}
