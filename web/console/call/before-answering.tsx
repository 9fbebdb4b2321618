import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatPhone } from '../../lib/language/format';
import { Moment } from '../../ui/values/moment';
import { useCaller } from '../caller/caller-of-leg';
import type { CallFacts } from './call-facts';
import '../side.css';
import './call.css';

interface BeforeAnsweringProps {
  /** The agent's leg, which rings. */
  legUuid: string | null;
  facts: CallFacts | null;
  nameOf: (user: string) => string;
}

/**
 * What one wants to know of a caller before one answers: which number they called, what they pressed, how often they have
 * called, and the last note about them. A wide window has all of it at the right.
 */
export function BeforeAnswering({ legUuid, facts, nameOf }: BeforeAnsweringProps) {
  const { t } = useTranslation();
  const caller = useCaller(legUuid, facts);
  if (!caller) return null;
  const { called, keys, earlier } = caller;
  const last = earlier.find(({ notes }) => notes.length > 0);
  return (
    <div className="dw-before">
      <dl className="dw-caller-facts">
        {called && (
          <div>
            <dt>{t('console.called')}</dt>
            <dd className="dw-figures">{formatPhone(called)}</dd>
          </div>
        )}
        {keys.length > 0 && (
          <div>
            <dt>{t('console.pressed')}</dt>
            <dd className="dw-figures">{keys.join(' → ')}</dd>
          </div>
        )}
      </dl>
      <Text size="sm">
        {earlier.length > 0 ? t('console.earlierCalls', { count: earlier.length }) : t('console.noEarlierCalls')}
      </Text>
      {last && (
        <div className="dw-others-notes">
          <Text size="xs" c="dimmed" component="div">
            <Moment at={last.startedAt} /> {last.userName && nameOf(last.userName)}
          </Text>
          {last.notes.map((text) => (
            <Text key={text} size="sm" className="dw-note-text" lineClamp={4}>
              {text}
            </Text>
          ))}
        </div>
      )}
    </div>
  );
}
