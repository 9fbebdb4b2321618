import { formatExact, formatTime } from '../../lib/language/format';
import { useLanguage } from '../../lib/language/language';

/** A time of day to the minute, in the reader's zone. @param at ISO 8601 */
export function Clock({ at }: { at: string }) {
  const language = useLanguage();
  return (
    <time dateTime={at} title={formatExact(at)} className="dw-figures">
      {formatTime(at, language)}
    </time>
  );
}
