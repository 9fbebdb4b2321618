import { formatClock, formatDay, formatExact, formatMoment } from '../../lib/language/format';
import { useLanguage } from '../../lib/language/language';

interface MomentProps {
  /** ISO 8601. */
  at: string;
  /** With seconds; without the date if it is today. */
  clock?: boolean;
}

/** A time in the reader's time zone; the exact time as a tooltip. */
export function Moment({ at, clock }: MomentProps) {
  const language = useLanguage();
  const day = clock && !isToday(at) ? `${formatDay(at, language)} ` : '';
  return (
    <time dateTime={at} title={formatExact(at)} className="dw-figures">
      {clock ? `${day}${formatClock(at, language)}` : formatMoment(at, language)}
    </time>
  );
}

const isToday = (iso: string) => new Date(iso).toDateString() === new Date().toDateString();
