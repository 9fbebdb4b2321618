import { Button, Menu, Text } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useTell } from '../../ui/messages/problem-alert';
import type { LineStatus } from '../../voice/line-state';
import '../console.css';
import { useSetAway } from './set-away';

/** What the agent sees of their own line: its status, or why it cannot ring here. */
export type ShownState = LineStatus | 'microphone' | 'elsewhere' | 'away';

interface OwnStateProps {
  applicationId: string;
  userName: string;
  shown: ShownState;
  away: boolean;
}

/** The state of one's own line, and whether one is away. */
export function OwnState({ applicationId, userName, shown, away }: OwnStateProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const setAway = useSetAway(applicationId, userName);
  const choose = (on: boolean) => setAway(on).catch(tell.problem);
  const word = (
    <span className="dw-line-state dw-with-icon" data-state={shown} role="status">
      <span className="dw-dot" aria-hidden />
      <Text size="sm" span>
        {t(`console.state.${shown}`)}
      </Text>
    </span>
  );
  const ringsHere = shown !== 'microphone' && shown !== 'elsewhere' && shown !== 'signedOut';
  const check = <IconCheck size={16} aria-hidden />;
  return (
    <>
      {word}
      <Menu position="bottom-start" width={220}>
        <Menu.Target>
          <Button
            variant="default"
            size="compact-sm"
            rightSection={<IconChevronDown size={14} aria-hidden />}
            className="dw-own-state"
          >
            {t('console.myState')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item rightSection={!away && check} onClick={() => choose(false)}>
            {t('console.state.ready')}
          </Menu.Item>
          <Menu.Item rightSection={away && check} onClick={() => choose(true)}>
            {t('console.state.away')}
          </Menu.Item>
          {ringsHere && <Menu.Label>{t('console.awayHint')}</Menu.Label>}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
