import { Button, Group, Text } from '@mantine/core';
import { IconPhone, IconPhoneCalling, IconPhoneX, IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { formatPhone } from '../../lib/language/format';
import { Elapsed } from '../../ui/values/elapsed';
import type { CallFacts } from './call-facts';
import type { CallOperations, Consult } from './call-operations';
import './bar.css';
import './call.css';

interface ConsultTilesProps {
  consult: Consult;
  operations: CallOperations;
  facts: CallFacts | null;
  /** The contact who is on hold. */
  other: string;
  nameOf: (user: string) => string;
}

/** Statuses in which the consulted person did not answer. */
const NOT_THERE = ['DECLINED', 'BUSY', 'UNANSWERED', 'GONE'];

/** A consultation: the contact on hold, the colleague, and the three ways in which it can end. */
export function ConsultTiles({ consult, operations, facts, other, nameOf }: ConsultTilesProps) {
  const { t } = useTranslation();
  const { busy, endConsult } = operations;
  const { status, customerWaits } = consult;
  const who = nameOf(formatPhone(consult.who) || consult.who);
  const talking = status === 'TALKING';
  const alone = NOT_THERE.includes(status);
  const since = facts?.targetLeg ? facts.answeredAt(facts.targetLeg) : null;
  const Colleague = alone ? IconPhoneX : talking ? IconPhone : IconPhoneCalling;
  return (
    <div className="dw-consult" role="status">
      <div className="dw-tiles">
        <div className="dw-tile" data-state={customerWaits ? 'held' : 'gone'}>
          <IconPlayerPause size={20} aria-hidden />
          <Text fw={650} className="dw-figures">
            {other}
          </Text>
          <Text size="sm">
            {customerWaits ? t('console.consultingHint') : t('console.customerGone')}{' '}
            {customerWaits && facts?.heldSince && <Elapsed since={facts.heldSince} />}
          </Text>
        </div>
        <div className="dw-tile" data-state={talking ? 'talking' : alone ? 'gone' : 'calling'}>
          <Colleague size={20} aria-hidden />
          <Text fw={650}>{who}</Text>
          <Text size="sm">
            {t(`console.consult.${status}`, { who })} {talking && since && <Elapsed since={since} />}
          </Text>
        </div>
      </div>
      <Group gap="xs" justify="center" className="dw-bar dw-consult-ends">
        <Button size="sm" disabled={busy || !talking || !customerWaits} onClick={() => endConsult('COMPLETE')}>
          {t('console.completeTransfer')}
        </Button>
        <Button
          size="sm"
          variant="default"
          disabled={busy || !talking || !customerWaits}
          onClick={() => endConsult('MERGE')}
        >
          {t('console.mergeCalls')}
        </Button>
        <Button
          size="sm"
          variant={alone ? 'filled' : 'default'}
          disabled={busy || !customerWaits}
          onClick={() => endConsult('CANCEL')}
        >
          {t('console.returnToCaller')}
        </Button>
      </Group>
    </div>
  );
}
