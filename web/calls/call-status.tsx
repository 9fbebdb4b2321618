import { Badge } from '@mantine/core';
import {
  IconBell,
  IconCheck,
  IconPhone,
  IconPhoneOff,
  IconPhonePause,
  IconPhoneX,
  IconPlayerPlay,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { CallOutcome } from './call-outcome';
import type { CallRow } from './calls';
import { statusWord } from './status-word';

const LOOKS: Record<CallRow['status'], { color: string; icon: ComponentType<{ size?: number }> }> = {
  STARTED: { color: 'ai', icon: IconPlayerPlay },
  RINGING: { color: 'shu', icon: IconBell },
  ANSWERED: { color: 'green', icon: IconPhone },
  COMPLETED: { color: 'gray', icon: IconCheck },
  BUSY: { color: 'gray', icon: IconPhonePause },
  CANCELLED: { color: 'gray', icon: IconPhoneX },
  UNANSWERED: { color: 'gray', icon: IconPhoneX },
  REJECTED: { color: 'gray', icon: IconPhoneX },
  FAILED: { color: 'red', icon: IconPhoneOff },
  TIMEOUT: { color: 'gray', icon: IconPhoneX },
};

/** How a call ended or, while it is live, its status: icon, word, color. */
export function CallStatus({ call }: { call: Pick<CallRow, 'status' | 'direction' | 'outcome'> }) {
  const { t } = useTranslation();
  if (call.outcome) return <CallOutcome outcome={call.outcome} />;
  const { color, icon: Icon } = LOOKS[call.status];
  return (
    <Badge color={color} variant="light" leftSection={<Icon size={12} aria-hidden />} className="dw-badge">
      {statusWord(call, t)}
    </Badge>
  );
}
