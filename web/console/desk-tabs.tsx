import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import './console.css';

/** What is shown where the window has no room for all of it. */
export type DeskView = 'call' | 'calls' | 'caller';
const VIEWS: DeskView[] = ['call', 'calls', 'caller'];

interface DeskTabsProps {
  view: DeskView;
  onView: (view: DeskView) => void;
  /** How many callers wait for a call. */
  missed: number;
}

/** Switches between the panes in a narrow window; a wide one shows them all, and not these. */
export function DeskTabs({ view, onView, missed }: DeskTabsProps) {
  const { t } = useTranslation();
  return (
    <nav className="dw-desk-tabs" aria-label={t('console.views')}>
      {VIEWS.map((one) => (
        <Button
          key={one}
          variant={view === one ? 'light' : 'subtle'}
          size="compact-md"
          data-tab={one}
          aria-current={view === one}
          onClick={() => onView(one)}
        >
          {one === 'calls' && missed > 0 ? t('console.view.callsMissed', { count: missed }) : t(`console.view.${one}`)}
        </Button>
      ))}
    </nav>
  );
}
