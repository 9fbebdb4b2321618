import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { outcomeSentence } from '../../calls/outcome-words';
import { formatPhone } from '../../lib/language/format';
import type { LineCall } from '../../voice/line-state';
import type { CallFacts } from './call-facts';
import { resultOf } from './result';
import './call.css';

interface ResultLineProps {
  call: LineCall;
  other: string;
  facts: CallFacts | null;
  /** Who got the call by a transfer: a user or a number. */
  transferredTo: string | null;
  nameOf: (user: string) => string;
  onClose: () => void;
}

/** How the last call ended: what is known of it, and nothing else. */
export function ResultLine({ call, other, facts, transferredTo, nameOf, onClose }: ResultLineProps) {
  const { t } = useTranslation();
  const result = resultOf(call, facts?.outcome ?? null, transferredTo);
  if (!result) return null;
  return (
    <Alert
      color="gray"
      className="dw-notice"
      role="status"
      withCloseButton
      closeButtonLabel={t('common.close')}
      onClose={onClose}
    >
      {'to' in result && t('console.transferredTo', { other, who: nameOf(formatPhone(result.to)) })}
      {'outcome' in result && t('console.result', { other, result: outcomeSentence(result.outcome, t) })}
      {'reason' in result && t('console.ended', { other, reason: t(`console.endReason.${result.reason}`) })}
      {'over' in result && t('console.over', { other })}
    </Alert>
  );
}
