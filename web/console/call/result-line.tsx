import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { outcomeSentence } from '../../calls/outcome-words';
import { formatPhone } from '../../lib/language/format';
import type { LineCall } from '../../voice/line-state';
import type { CallFacts } from './call-facts';
import type { Given } from './call-operations';
import { type Result, resultOf } from './result';
import './call.css';

type NameOf = (user: string) => string;

interface ResultLineProps {
  call: LineCall;
  other: string;
  facts: CallFacts | null;
  given: Given | null;
  nameOf: NameOf;
  onClose: () => void;
}

/** How the last call ended: what is known of it, and nothing else. */
export function ResultLine({ call, other, facts, given, nameOf, onClose }: ResultLineProps) {
  const { t } = useTranslation();
  const result = resultOf(call, {
    outcome: facts?.outcome ?? null,
    given: given && { to: given.to, taken: given.consulted || (facts?.isTaken(given.operation) ?? false) },
    consultedBy: facts?.consultedBy ?? null,
  });
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
      {sentenceOf(result, other, nameOf, t)}
    </Alert>
  );
}

function sentenceOf(result: Result, other: string, nameOf: NameOf, t: ReturnType<typeof useTranslation>['t']): string {
  if ('to' in result) {
    const values = { other, who: nameOf(formatPhone(result.to)) };
    return result.taken ? t('console.transferredTo', values) : t('console.transferringTo', values);
  }
  if ('outcome' in result) return t('console.result', { other, result: outcomeSentence(result.outcome, t, nameOf) });
  if ('over' in result) return t('console.over', { other });
  const reason = t(`console.endReason.${result.reason}`);
  if (!('consultedBy' in result)) return t('console.ended', { other, reason });
  const values = { other, who: nameOf(result.consultedBy) };
  if (result.reason === 'hungUp') return t('console.consultEnded', values);
  // Whoever rings to consult stops it by returning to the contact, or by leaving the call.
  if (result.reason === 'callerGone') return t('console.consultTakenBack', values);
  return t('console.consultOver', { ...values, reason });
}
