import { Anchor, Paper, Skeleton, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Period } from '../lib/days';
import { formatDuration, formatShare } from '../lib/language/format';
import { useSlotPath } from '../lib/slot';
import type { Day, Shown } from './day';
import './home.css';

const NAMES = ['calls', 'answered', 'missed', 'wait', 'talk'] as const;

interface Figure {
  name: (typeof NAMES)[number];
  value: string;
  /** How it has changed. */
  change?: number;
  /** What it is made of. */
  note: string;
  more?: ReactNode;
}

/** No calls have no average, and are not 100 percent. */
const NONE = '–';

/** The five figures of a period, each with what it means. */
export function DayFigures({ day, shown }: { day: Day | undefined; shown: Shown }) {
  const { t, i18n } = useTranslation();
  const inSlot = useSlotPath();
  const seconds = (value: number | null) => (value === null ? NONE : formatDuration(value));
  const figures: Figure[] = day
    ? [
        {
          name: 'calls',
          value: String(day.calls),
          change: day.calls - day.before.calls,
          note: t('home.figure.callsNote', { inbound: day.inbound, outbound: day.outbound }),
        },
        {
          name: 'answered',
          value: day.answeredShare === null ? NONE : formatShare(day.answeredShare, i18n.language),
          note: t('home.figure.answeredNote', { answered: day.answered, count: day.offered }),
        },
        {
          name: 'missed',
          value: String(day.missed),
          note: t('home.figure.missedNote', { abandoned: day.abandoned, declined: day.declined }),
          more: day.missed > 0 && (
            <Anchor component={Link} to={inSlot(missedCalls(shown))} size="sm">
              {t('home.figure.review')}
            </Anchor>
          ),
        },
        { name: 'wait', value: seconds(day.averageWaitSeconds), note: t('home.figure.waitNote') },
        { name: 'talk', value: seconds(day.averageTalkSeconds), note: t('home.figure.talkNote') },
      ]
    : [];
  // They take the same place while they are read, so that nothing below moves.
  if (!day) {
    return (
      <div className="dw-day-figures" aria-hidden>
        {NAMES.map((name) => (
          <Paper key={name} withBorder className="dw-card dw-day-figure">
            <Skeleton height="1.4em" width="60%" />
            <Skeleton height="2.36rem" my={4} width="40%" />
            <Skeleton height="2.8em" />
          </Paper>
        ))}
      </div>
    );
  }
  return (
    <dl className="dw-day-figures">
      {figures.map(({ name, value, change, note, more }) => (
        <Paper key={name} withBorder className="dw-card dw-day-figure">
          <dt>{t(`home.figure.${name}`)}</dt>
          <dd className="dw-day-figure-value">
            <span className="dw-figures">{value}</span> {more}
            {change ? <Change by={change} period={shown.period} /> : null}
          </dd>
          <dd className="dw-day-figure-note">{note}</dd>
        </Paper>
      ))}
    </dl>
  );
}

/** `▲ 6`, and for those who hear the page or point at it: 6 more than yesterday by this time. */
function Change({ by, period }: { by: number; period: Period }) {
  const { t } = useTranslation();
  const count = Math.abs(by);
  const sentence = t(`home.change.${by > 0 ? 'more' : 'fewer'}.${period}`, { count });
  return (
    <span className="dw-day-figure-change dw-figures" title={sentence}>
      <span aria-hidden>{`${by > 0 ? '▲' : '▼'} ${count}`}</span>
      <VisuallyHidden>{sentence}</VisuallyHidden>
    </span>
  );
}

/** @returns the list of the period's missed calls; a path inside the slot */
export const missedCalls = ({ first, last }: Pick<Shown, 'first' | 'last'>): string =>
  `calls?outcome=MISSED&from=${first}&to=${last}`;
