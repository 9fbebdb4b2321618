import { ActionIcon, Button, Group, Text, Title, Tooltip } from '@mantine/core';
import { IconHelp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonMenu } from '../accounts/sign-in/person-menu';
import { useViewer } from '../accounts/viewer';
import { formatDuration } from '../lib/language/format';
import { useSlotPath } from '../lib/slot';
import { Brand } from '../ui/frame/brand';
import { Preferences } from '../ui/frame/preferences';
import './console.css';
import type { DayCall } from './day/day-calls';

interface DeskHeadProps {
  /** What the agent is called, and the name of their user. */
  name: string;
  userName: string;
  /** State of the line, with its menu. */
  state: ReactNode;
  /** The agent's own calls of the day; undefined until they are known. */
  mine: DayCall[] | undefined;
  /** How many callers wait for a call. */
  missed: number;
  sound: ReactNode;
  /** Goes back to the choice of agents. */
  onLeave?: (() => void) | undefined;
  onHelp: () => void;
}

/** The top of the desk: whose it is, the state of their line, their day so far, and how they sound. */
export function DeskHead({ name, userName, state, mine, missed, sound, onLeave, onHelp }: DeskHeadProps) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const { role } = useViewer();
  return (
    <header className="dw-desk-head">
      <Brand to={inSlot(role === 'AGENT' ? 'console' : '')} />
      <Group gap="xs" wrap="nowrap" className="dw-desk-who">
        <Title order={1} size="h3" lineClamp={1} title={userName}>
          {name}
        </Title>
        {state}
      </Group>
      {mine && <Figures mine={mine} missed={missed} />}
      {/* What comes and goes is on the left, so that the buttons at the edge do not move. */}
      <Group gap="xs" wrap="nowrap" className="dw-desk-tools">
        {onLeave && (
          <Button variant="subtle" color="gray" size="compact-sm" onClick={onLeave}>
            {t('console.switchAgent')}
          </Button>
        )}
        {sound}
        <Tooltip label={t('console.shortcuts')}>
          <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t('console.shortcuts')} onClick={onHelp}>
            <IconHelp size={20} />
          </ActionIcon>
        </Tooltip>
      </Group>
      <Group gap={4} wrap="nowrap" className="dw-desk-person">
        <Preferences />
        <PersonMenu />
      </Group>
    </header>
  );
}

/** The agent's day in figures. */
function Figures({ mine, missed }: { mine: DayCall[]; missed: number }) {
  const { t } = useTranslation();
  const talks = mine.flatMap(({ durationSeconds }) => durationSeconds || []);
  const average = talks.reduce((sum, one) => sum + one, 0) / talks.length;
  return (
    <Text size="sm" c="dimmed" className="dw-desk-figures dw-figures">
      {t('console.figures.calls', { count: mine.length })}
      {missed > 0 && ` · ${t('console.figures.missed', { count: missed })}`}
      {talks.length > 0 && ` · ${t('console.figures.average', { time: formatDuration(average) })}`}
    </Text>
  );
}
