import { useTranslation } from 'react-i18next';
import { formatDuration, formatEuro, formatPhone } from '../lib/language/format';
import { Elapsed } from '../ui/values/elapsed';
import { Fact, Facts } from '../ui/values/facts';
import { Moment } from '../ui/values/moment';
import { statusWord } from './status-word';
import type { Call } from './timeline';

/** Key facts of a call. */
export function CallFacts({ call }: { call: Call }) {
  const { t, i18n } = useTranslation();
  return (
    <Facts wide>
      <Fact label={t('calls.began')}>
        <Moment at={call.startedAt} />
      </Fact>
      <Fact label={t('calls.length')}>
        <Length call={call} />
      </Fact>
      {call.live && call.heldSince && (
        <Fact label={t('calls.onHoldSince')}>
          <Moment at={call.heldSince} clock />
        </Fact>
      )}
      <Fact label={t('calls.agent')}>{call.userName ?? '–'}</Fact>
      <Fact label={t('calls.answeredWith')}>
        {call.preset ? t(`presets.kind.${call.preset}`) : '–'}
        {call.presetVersion ? ` · ${t('presets.version', { version: call.presetVersion })}` : ''}
      </Fact>
      <Fact label={t('calls.ended')}>
        <Ending call={call} />
      </Fact>
      <Fact label={t('calls.price')}>{call.price ? formatEuro(call.price, i18n.language) : '–'}</Fact>
    </Facts>
  );
}

function Length({ call }: { call: Call }) {
  if (call.live && call.answeredAt) return <Elapsed since={call.answeredAt} />;
  return call.durationSeconds === null ? '–' : formatDuration(call.durationSeconds);
}

/** `reason` says what happened to the party who did not answer, and who it was: `rejected:Jane`. */
function Ending({ call }: { call: Call }) {
  const { t } = useTranslation();
  if (call.reason) {
    const [word = '', who] = call.reason.split(':');
    const result = statusWord({ status: word, direction: who ? 'OUTBOUND' : call.direction }, t);
    return who ? t('calls.notReached', { who: formatPhone(who), result }) : result;
  }
  if (!call.endedBy) return '–';
  return t([`calls.endedBy.${call.endedBy}`, 'calls.endedBy.other'], { who: call.endedBy });
}
