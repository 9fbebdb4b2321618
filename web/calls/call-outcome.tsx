import { Badge } from '@mantine/core';
import {
  IconArrowRight,
  IconBan,
  IconCheck,
  IconPhoneIncoming,
  IconPhoneOff,
  IconPhonePause,
  IconPhoneX,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutcomeKind } from '../generated/graphql';
import { useNameOf } from '../users/names';
import { type Outcome, outcomeColor, outcomeSentence, outcomeWord } from './outcome-words';

const ICONS: Record<OutcomeKind, ComponentType<{ size?: number }>> = {
  ANSWERED: IconCheck,
  MISSED: IconPhoneIncoming,
  ABANDONED: IconPhoneIncoming,
  DECLINED: IconPhoneX,
  TRANSFERRED: IconArrowRight,
  LOST_IN_TRANSFER: IconPhoneIncoming,
  BLOCKED: IconBan,
  UNREACHABLE: IconPhoneOff,
  NO_ANSWER: IconPhoneX,
  BUSY: IconPhonePause,
  CANCELED: IconPhoneX,
  FAILED: IconPhoneOff,
};

/** How a call ended: icon, word, color; the whole sentence as a tooltip. */
export function CallOutcome({ outcome }: { outcome: Outcome }) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const Icon = ICONS[outcome.kind];
  return (
    <Badge
      color={outcomeColor(outcome.kind)}
      variant="light"
      leftSection={<Icon size={12} aria-hidden />}
      className="dw-badge"
      data-outcome={outcome.kind}
      title={outcomeSentence(outcome, t, nameOf)}
    >
      {outcomeWord(outcome, t)}
    </Badge>
  );
}
