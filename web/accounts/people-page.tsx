import { Tabs } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { useSlotPath } from '../lib/slot';
import { Page } from '../ui/page';

/** The tabs in their order: the last part of their path, and of the key of their name. The first one is the page itself. */
const TABS = ['members'] as const;

/** Who may come in and what happens around it; each tab is a route of its own. */
export function PeoplePage() {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const current = TABS.find((tab) => pathname.startsWith(inSlot(`people/${tab}`))) ?? TABS[0];
  const open = (tab: string | null) => navigate(inSlot(tab === TABS[0] ? 'people' : `people/${tab}`));
  return (
    <Page title={t('people.title')} purpose={t('people.purpose')}>
      <Tabs value={current} onChange={open} activateTabWithKeyboard={false} className="dw-tabs">
        <Tabs.List mb="lg">
          {TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`people.tab.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={current}>
          <Outlet />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
