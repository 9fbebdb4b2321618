import { Button, Tabs } from '@mantine/core';
import { IconLock, IconUserPlus } from '@tabler/icons-react';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation, useNavigate } from 'react-router';
import { useSlotPath } from '../../lib/slot';
import { Dialog } from '../../ui/dialogs/dialog';
import { Page } from '../../ui/frame/page';
import { Empty } from '../../ui/lists/empty';
import { LoadingRows } from '../../ui/lists/loading';
import { useViewer } from '../viewer';
import { InviteForm } from './invite-form';

/** Tabs in order: the last part of their path, and of their translation key. The first is the page itself. */
const TABS = ['members', 'invitations', 'sessions', 'keys', 'dialling', 'retention', 'audit'] as const;

/** People, their access, and what is logged about it; each tab is a route. */
export function PeoplePage() {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const current = TABS.find((tab) => pathname.startsWith(inSlot(`people/${tab}`))) ?? TABS[0];
  const open = (tab: string | null) => navigate(inSlot(tab === TABS[0] ? 'people' : `people/${tab}`));
  const [inviting, setInviting] = useState(false);
  const { role } = useViewer();
  if (role !== 'ADMIN') {
    return (
      <Page title={t('people.title')} purpose={t('people.purpose')}>
        <Empty icon={<IconLock size={28} />} title={t('people.adminsOnlyTitle')}>
          {t('people.adminsOnlyHint')}
        </Empty>
      </Page>
    );
  }
  const aboutPeople = current === 'members' || current === 'invitations';
  return (
    <Page
      title={t('people.title')}
      purpose={t('people.purpose')}
      action={
        aboutPeople && (
          <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setInviting(true)}>
            {t('people.invite')}
          </Button>
        )
      }
    >
      <Tabs value={current} onChange={open} activateTabWithKeyboard={false} className="dw-tabs">
        <Tabs.List mb="lg">
          {TABS.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {t(`people.tab.${tab}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={current}>
          <Suspense fallback={<LoadingRows />}>
            <Outlet />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
      <Dialog opened={inviting} onClose={() => setInviting(false)} title={t('people.invite')}>
        <InviteForm onDone={() => setInviting(false)} />
      </Dialog>
    </Page>
  );
}
