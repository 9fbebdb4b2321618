import { Text } from '@mantine/core';
import {
  IconActivity,
  IconAdjustments,
  IconApi,
  IconApps,
  IconCode,
  IconDeviceLandlinePhone,
  IconHash,
  IconHeadset,
  IconHome,
  IconKey,
  IconPhoneCall,
  IconRoute,
  IconSettings,
  IconUserShield,
  IconUsers,
} from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Outlet, useLocation } from 'react-router';
import { PersonMenu } from './accounts/sign-in/person-menu';
import { useViewer } from './accounts/viewer';
import { ApplicationSwitch } from './applications/application-switch';
import { useCurrentApplication } from './applications/current-application';
import { formatEuro } from './lib/language/format';
import { loadPart } from './lib/load-part';
import { useSettled } from './lib/settled';
import { SearchButton } from './search/search-button';
import { Boundary } from './ui/frame/boundary';
import { Broken } from './ui/frame/broken';
import { Frame, type MenuGroup } from './ui/frame/frame';
import { LoadingRows } from './ui/lists/loading';

const LiveCalls = lazy(async () => {
  const { LiveCalls: Part } = await loadPart(() => import('./calls/live-calls'));
  return { default: Part };
});
const RunningTasks = lazy(async () => {
  const { RunningTasks: Part } = await loadPart(() => import('./tasks/running-tasks'));
  return { default: Part };
});

/** The frame of the pages for admins and supervisors: its menu, grouped by work, and what is on every page. */
export function StaffPages() {
  const { t, i18n } = useTranslation();
  const { account, role } = useViewer();
  const { application } = useCurrentApplication();
  const { pathname } = useLocation();
  const isSettled = useSettled();
  const balance = account.balance === null ? null : formatEuro(account.balance.toFixed(2), i18n.language);
  const isAdmin = role === 'ADMIN';
  const menu: MenuGroup[] = [
    {
      title: t('frame.group.work'),
      entries: [
        { to: '', label: t('frame.home'), icon: IconHome },
        { to: 'calls', label: t('calls.title'), icon: IconPhoneCall },
        { to: 'console', label: t('console.title'), icon: IconHeadset, ownTab: true },
        ...(account.simulatorUrl
          ? [{ to: 'phone', label: t('phone.title'), icon: IconDeviceLandlinePhone, ownTab: true }]
          : []),
      ],
    },
    {
      title: t('frame.group.setUp'),
      entries: [
        { to: 'numbers', label: t('numbers.title'), icon: IconHash },
        { to: 'settings', label: t('presets.appSettings'), icon: IconAdjustments },
        { to: 'presets', label: t('presets.title'), icon: IconRoute },
        { to: 'users', label: t('users.title'), icon: IconUsers },
        ...(isAdmin ? [{ to: 'people', label: t('people.title'), icon: IconUserShield }] : []),
        { to: 'applications', label: t('applications.title'), icon: IconApps },
        { to: 'account', label: t('settings.title'), icon: IconSettings },
      ],
    },
    {
      title: t('frame.group.developers'),
      entries: [
        { to: 'api', label: t('api.title'), icon: IconApi },
        { to: 'sdk', label: t('tokens.title'), icon: IconCode },
        { to: 'events', label: t('events.title'), icon: IconActivity },
        ...(isAdmin ? [{ to: 'people/keys', label: t('people.tab.keys'), icon: IconKey }] : []),
      ],
    },
  ];
  return (
    <Frame
      menu={menu}
      switcher={<ApplicationSwitch />}
      search={<SearchButton pages={menu.flatMap(({ entries }) => entries)} />}
      person={<PersonMenu />}
      brief={balance}
      foot={
        <Text size="sm" c="dimmed">
          {t(`accounts.kind.${account.kind}`)}
          {balance && ` · ${t('frame.balance', { amount: balance })}`}
        </Text>
      }
    >
      {isAdmin && isSettled && (
        <Suspense>
          <RunningTasks />
        </Suspense>
      )}
      <Boundary place={pathname} broken={(error) => <Broken error={error} />}>
        <Suspense fallback={<LoadingRows />}>
          <Outlet />
        </Suspense>
      </Boundary>
      {application && (
        <Suspense>
          <LiveCalls key={application.id} applicationId={application.id} />
        </Suspense>
      )}
    </Frame>
  );
}
