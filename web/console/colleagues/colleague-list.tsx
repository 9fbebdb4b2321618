import { Button, Text, TextInput, Title } from '@mantine/core';
import {
  IconArrowRight,
  IconBell,
  IconCircle,
  IconCircleFilled,
  IconCircleHalf2,
  IconClockPause,
} from '@tabler/icons-react';
import { type ComponentType, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agent } from '../../users/agents';
import '../side.css';
import { findColleagues } from './find-colleague';

const ICONS: Record<Agent['state'], ComponentType<{ size?: number }>> = {
  AVAILABLE: IconCircleFilled,
  RINGING: IconBell,
  ON_A_CALL: IconCircleHalf2,
  AWAY: IconClockPause,
  OFFLINE: IconCircle,
};

/** What an agent is doing: icon, word, color. */
export function Presence({ state }: { state: Agent['state'] }) {
  const { t } = useTranslation();
  const Icon = ICONS[state];
  return (
    <span className="dw-presence" data-state={state}>
      <Icon size={12} aria-hidden />
      {t(`console.agentState.${state}`)}
    </span>
  );
}

/** Above this many, a field filters them. */
const FEW = 8;

interface ColleagueListProps {
  colleagues: Agent[];
  /** Transfers the current call to one of them; undefined while there is nothing to transfer. */
  onTransfer?: ((userName: string) => void) | undefined;
}

/** Colleagues and what they are doing, those first who can take a call. */
export function ColleagueList({ colleagues, onTransfer }: ColleagueListProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const shown = findColleagues(colleagues, colleagues.length > FEW ? typed : '');
  return (
    <section className="dw-aside-part" aria-labelledby="dw-colleagues">
      <Title order={2} size="h3" id="dw-colleagues">
        {t('console.colleagues')}
      </Title>
      {colleagues.length > FEW && (
        <TextInput
          size="xs"
          aria-label={t('console.filterColleagues')}
          placeholder={t('console.filterColleagues')}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      )}
      {colleagues.length === 0 && (
        <Text size="sm" c="dimmed">
          {t('console.noColleagues')}
        </Text>
      )}
      <ul className="dw-colleagues">
        {shown.map(({ name, displayName, state }) => (
          <li key={name}>
            <span className="dw-colleague-name" title={name}>
              {displayName || name}
            </span>
            <Presence state={state} />
            {onTransfer && (
              <Button
                variant="subtle"
                size="compact-xs"
                px={4}
                aria-label={t('console.transferToWho', { who: displayName || name })}
                onClick={() => onTransfer(name)}
              >
                <IconArrowRight size={16} aria-hidden />
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
