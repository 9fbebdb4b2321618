import { Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatEuro } from '../../lib/language/format';
import { Fact, Facts } from '../../ui/values/facts';
import { Moment } from '../../ui/values/moment';
import { useNameOf } from '../../users/names';
import { agentsOf } from '../call-agents';
import { CallStatus } from '../call-status';
import { TalkTime, WaitTime } from '../call-times';
import { outcomeColor, outcomeSentence, outcomeWord } from '../outcome-words';
import type { Call } from './timeline';
import '../calls.css';

/** How a call ended in one sentence, or that it is live, and its key facts. */
export function CallFacts({ call }: { call: Call }) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const { outcome, endedBy, calledBack } = call;
  const talked = outcome?.kind === 'ANSWERED' || outcome?.kind === 'TRANSFERRED';
  return (
    <>
      {outcome ? (
        <Title order={2} mb="sm" className="dw-call-ending" data-color={outcomeColor(outcome.kind)}>
          {outcomeSentence(outcome, t, nameOf)}
        </Title>
      ) : (
        <CallStatus call={call} />
      )}
      <Facts wide>
        <Fact label={t('calls.agents')}>{agentsOf(call, nameOf) || '–'}</Fact>
        {call.transferredBy && <Fact label={t('calls.transferredBy')}>{nameOf(call.transferredBy)}</Fact>}
        <Fact label={t('calls.began')}>
          <Moment at={call.startedAt} />
        </Fact>
        <Fact label={t('calls.wait')}>
          <WaitTime call={call} />
        </Fact>
        <Fact label={t('calls.length')}>
          <TalkTime call={call} />
        </Fact>
        {calledBack && (
          <Fact label={t('calls.calledBack')}>
            <Moment at={calledBack.at} />
            {calledBack.userName && ` · ${nameOf(calledBack.userName)}`}
            {calledBack.outcome && ` · ${outcomeWord(calledBack.outcome, t)}`}
          </Fact>
        )}
        {call.live && call.heldSince && (
          <Fact label={t('calls.onHoldSince')}>
            <Moment at={call.heldSince} clock />
          </Fact>
        )}
        {talked && endedBy && (
          <Fact label={t('calls.ended')}>
            {t([`calls.endedBy.${endedBy}`, 'calls.endedBy.other'], { who: endedBy })}
          </Fact>
        )}
        <Fact label={t('calls.answeredWith')}>
          {call.preset ? t(`presets.kind.${call.preset}`) : '–'}
          {call.presetVersion ? ` · ${t('presets.version', { version: call.presetVersion })}` : ''}
        </Fact>
        <Fact label={t('calls.price')}>{call.price ? formatEuro(call.price, i18n.language) : '–'}</Fact>
      </Facts>
    </>
  );
}
