import {
  IconArrowsTransferUp,
  IconBell,
  IconClock,
  IconKeyboard,
  IconMicrophone,
  IconMusic,
  IconPhoneOutgoing,
  IconQuestionMark,
  IconUsers,
  IconVolume,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ComponentType } from 'react';
import './flow.css';

const ICONS: Record<string, ComponentType<{ size?: number }>> = {
  talk: IconVolume,
  connect: IconPhoneOutgoing,
  input: IconKeyboard,
  stream: IconMusic,
  record: IconMicrophone,
  conversation: IconUsers,
  notify: IconBell,
  wait: IconClock,
  transfer: IconArrowsTransferUp,
};

/** The icon of an action of the NCCO. */
export function StepIcon({ action }: { action: string | undefined }) {
  const Icon = ICONS[action ?? ''] ?? IconQuestionMark;
  return (
    <span className="dw-flow-icon">
      <Icon size={18} aria-hidden />
    </span>
  );
}

/** What an action does, in a few words. @param who is rung by it */
export function stepTitle(action: string | undefined, who: string, t: TFunction): string {
  const name = action ?? '';
  return Object.hasOwn(ICONS, name)
    ? t(`presets.flow.${name}`, { who })
    : t('presets.flow.other', { name: name || '?' });
}
