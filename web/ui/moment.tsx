import { useTranslation } from 'react-i18next';
import { formatMoment } from '../lib/format';

/** Day and time in the reader's zone; the exact instant on hover. */
export function Moment({ at }: { at: string }) {
  const { i18n } = useTranslation();
  const exact = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full', timeStyle: 'long' }).format(new Date(at));
  return (
    <time dateTime={at} title={exact}>
      {formatMoment(at, i18n.language)}
    </time>
  );
}
