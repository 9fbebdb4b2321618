import { Paper, Skeleton, Text, Title, VisuallyHidden } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { dayAt } from '../../shared/time-zone';
import { formatHour, formatWeekday } from '../lib/language/format';
import { loadPart } from '../lib/load-part';
import { useSlotPath } from '../lib/slot';
import type { Day, Hour, Shown } from './day';
import { useReader } from './reader';
import './home.css';

// The library is larger than the rest of the page.
const HourChart = lazy(async () => ({ default: (await loadPart(() => import('./hour-chart'))).HourChart }));

/** Business hours, which a day's chart shows also when they had no calls. */
const FIRST_HOUR = 8;
const LAST_HOUR = 18;
const HOUR_MS = 3600_000;

/** Calls of each hour, or of each day of a longer period; for screen readers as a table. */
export function CallsByHour({ day, shown }: { day: Day | undefined; shown: Shown }) {
  const { t, i18n } = useTranslation();
  const hasReader = useReader();
  const inSlot = useSlotPath();
  const isOneDay = shown.first === shown.last;
  const labelOf = (hour: Hour) =>
    (isOneDay ? formatHour : formatWeekday)(new Date(hour.from), i18n.language, shown.timeZone);
  const bars = (day ? (isOneDay ? trimmed(day.hours, shown) : day.hours) : []).map((hour) => ({
    key: hour.from,
    label: labelOf(hour),
    calls: inSlot(isOneDay ? callsOfHour(shown.first, hour) : callsOfDay(dayAt(new Date(hour.from), shown.timeZone))),
    answered: hour.answered,
    notAnswered: hour.missed + hour.declined + hour.abandoned,
    outbound: hour.outbound,
  }));
  const withCalls = bars.filter(({ answered, notAnswered, outbound }) => answered + notAnswered + outbound > 0);
  const title = t(isOneDay ? 'home.byHour' : 'home.byDay');
  return (
    <Paper withBorder p="md" className="dw-card" component="section" aria-labelledby="by-hour">
      <Title order={2} id="by-hour">
        {title}
      </Title>
      {day && withCalls.length === 0 && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('home.noCallsYet')}
        </Text>
      )}
      {(!day || withCalls.length > 0) && (
        <div className="dw-hour-chart" aria-hidden>
          {day && hasReader ? (
            <Suspense fallback={<Skeleton height="100%" />}>
              <HourChart bars={bars} />
            </Suspense>
          ) : (
            <Skeleton height="100%" />
          )}
        </div>
      )}
      {withCalls.length > 0 && (
        <VisuallyHidden>
          <table>
            <caption>{title}</caption>
            <thead>
              <tr>
                <th scope="col">{t(isOneDay ? 'home.hour' : 'home.dayColumn')}</th>
                <th scope="col">{t('home.series.answered')}</th>
                <th scope="col">{t('home.series.notAnswered')}</th>
                <th scope="col">{t('home.series.outbound')}</th>
              </tr>
            </thead>
            <tbody>
              {withCalls.map(({ key, label, calls, answered, notAnswered, outbound }) => (
                <tr key={key}>
                  <th scope="row">
                    {/* Not in the way of those who see the page and use the keyboard: they have the list's own filters. */}
                    <Link to={calls} tabIndex={-1}>
                      {label}
                    </Link>
                  </th>
                  <td>{answered}</td>
                  <td>{notAnswered}</td>
                  <td>{outbound}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </VisuallyHidden>
      )}
    </Paper>
  );
}

const callsOfDay = (day: string) => `calls?from=${day}&to=${day}`;
const callsOfHour = (day: string, hour: Hour) => `${callsOfDay(day)}&hour=${encodeURIComponent(hour.from)}`;

/** The hours from the first to the last with calls, and at least those in which offices work. */
function trimmed(hours: readonly Hour[], { from }: Shown): Hour[] {
  const hasCalls = (hour: Hour) => hour.answered + hour.missed + hour.declined + hour.abandoned + hour.outbound > 0;
  const first = hours.findIndex(hasCalls);
  const last = hours.findLastIndex(hasCalls);
  const hourOf = (hour: Hour) => (Date.parse(hour.from) - from.getTime()) / HOUR_MS;
  return hours.filter((hour, at) => {
    const isWithin = first >= 0 && at >= first && at <= last;
    return isWithin || (hourOf(hour) >= FIRST_HOUR && hourOf(hour) < LAST_HOUR);
  });
}
