import { Button, Group, Text } from '@mantine/core';
import { IconBell, IconPhone, IconPhoneX } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Elapsed } from '../../ui/values/elapsed';
import type { Line } from '../../voice/line';
import type { LineCall } from '../../voice/line-state';
import { useKeys } from '../line/attention';
import { OthersNotes } from '../notes/call-notes';
import { BeforeAnswering } from './before-answering';
import type { CallFacts } from './call-facts';
import { Origin } from './origin';
import { Shortcuts } from './shortcuts';
import './bar.css';
import './call.css';

interface OfferProps {
  line: Line;
  call: LineCall;
  /** The caller as shown: a name or a formatted number. */
  other: string;
  facts: CallFacts | null;
  /** A bar above what the agent is writing, which leaves the focus where it is. */
  bar: boolean;
  nameOf: (user: string) => string;
}

/** What the call is about: a transfer, a question of a colleague's, a call that broke off or came back, or a new one. */
function about(facts: CallFacts | null, nameOf: OfferProps['nameOf'], t: ReturnType<typeof useTranslation>['t']) {
  if (facts?.consultedBy) return t('console.wantsToConsult', { who: nameOf(facts.consultedBy) });
  if (facts?.rungAgainFor) return t('console.rungAgain');
  if (facts?.cameBack) return t('console.cameBack');
  if (facts?.transferredBy) return t('console.transferredBy', { who: nameOf(facts.transferredBy) });
  return null;
}

/** An incoming call: who it is, Answer (focused, so that Enter answers, unless someone is typing), Decline. */
export function Offer({ line, call, other, facts, bar, nameOf }: OfferProps) {
  const { t } = useTranslation();
  const answer = useRef<HTMLButtonElement>(null);
  useKeys({ KeyA: line.answer, KeyD: line.reject });
  useEffect(() => {
    if (!bar) answer.current?.focus();
  }, [bar]);
  const reason = about(facts, nameOf, t);
  return (
    <div
      className="dw-offer"
      data-bar={bar || undefined}
      role="alertdialog"
      aria-label={t('console.ringingTitle', { other })}
    >
      <span className="dw-bell" aria-hidden>
        <IconBell size={bar ? 22 : 32} />
      </span>
      <div className="dw-offer-who">
        <Text c="dimmed" size="sm">
          {t('console.rings')} · {t('console.waits')} <Elapsed since={facts?.startedAt ?? call.since} />
        </Text>
        <Text className="dw-party-name dw-figures">{other}</Text>
        <Origin number={facts?.party ?? call.other} other={other} facts={facts} size="md" />
        {reason && <Text fw={600}>{reason}</Text>}
      </div>
      <Group className="dw-bar dw-offer-buttons" gap="sm">
        <Button
          ref={answer}
          size={bar ? 'sm' : 'xl'}
          color="green"
          leftSection={<IconPhone size={22} aria-hidden />}
          onClick={line.answer}
          className="dw-answer"
        >
          {t('console.answer')}
        </Button>
        <Button
          size={bar ? 'sm' : 'xl'}
          variant="default"
          leftSection={<IconPhoneX size={22} aria-hidden />}
          onClick={line.reject}
        >
          {t('console.reject')}
        </Button>
      </Group>
      {/* Below the buttons, which must not move. */}
      <OthersNotes notes={facts?.notes ?? []} />
      <BeforeAnswering legUuid={call.id} facts={facts} nameOf={nameOf} />
      <Shortcuts keys={['A', 'D']} />
    </div>
  );
}
