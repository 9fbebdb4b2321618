import { useTranslation } from 'react-i18next';
import { formatClock, formatDay, formatExact, formatMoment } from '../lib/format';

interface MomentProps {
  /** ISO 8601. */
  at: string;
  /** To the second; without the day, when it is today. */
  clock?: boolean;
}

/** A moment in the reader's zone; the exact instant when one points at it. */
export function Moment({ at, clock }: MomentProps) {
  const { i18n } = useTranslation();
  const day = clock && !isToday(at) ? `${formatDay(at, i18n.language)} ` : '';
  return (
    <time dateTime={at} title={formatExact(at)} className="dw-figures">
      {clock ? `${day}${formatClock(at, i18n.language)}` : formatMoment(at, i18n.language)}
    </time>
  );
}

const isToday = (iso: string) => new Date(iso).toDateString() === new Date().toDateString();
