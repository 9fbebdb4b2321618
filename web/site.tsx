import { ApolloProvider } from '@apollo/client/react';
import { Button, Text } from '@mantine/core';
import {
  IconActivity,
  IconAdjustments,
  IconApi,
  IconApps,
  IconCode,
  IconDeviceLandlinePhone,
  IconHeadset,
  IconHome,
  IconMapOff,
  IconPhone,
  IconPhoneCall,
  IconPlugConnectedX,
  IconRoute,
  IconSettings,
  IconUserShield,
  IconUsers,
} from '@tabler/icons-react';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, Outlet, useLocation } from 'react-router';
import { Confirmations } from './accounts/second-factor/confirmations';
import { PersonMenu } from './accounts/sign-in/person-menu';
import { RequireViewer, useViewer } from './accounts/viewer';
import { ApplicationSwitch } from './applications/application-switch';
import { ApplicationProvider, useCurrentApplication } from './applications/current-application';
import { createApolloClient } from './lib/apollo';
import { formatEuro } from './lib/language/format';
import { loadPart } from './lib/load-part';
import { useSettled } from './lib/settled';
import { useSlot, useSlotPath } from './lib/slot';
import { SearchButton } from './search/search-button';
import { Boundary } from './ui/frame/boundary';
import { Frame, type MenuEntry } from './ui/frame/frame';
import { Empty } from './ui/lists/empty';
import { LoadingPage, LoadingRows } from './ui/lists/loading';

const ConnectFirst = lazy(async () => ({ default: (await import('./home/connect-first')).ConnectFirst }));
const AgentConsole = lazy(async () => ({ default: (await import('./console/console-page')).AgentConsole }));
const LiveCalls = lazy(async () => {
  const { LiveCalls: Part } = await loadPart(() => import('./calls/live-calls'));
  return { default: Part };
});
const RunningTasks = lazy(async () => {
  const { RunningTasks: Part } = await loadPart(() => import('./tasks/running-tasks'));
  return { default: Part };
});
const StaffConsole = lazy(async () => ({ default: (await import('./console/console-page')).StaffConsole }));

/** Everything in a slot talks to the server as that slot's person. */
export function SlotLayout() {
  const slot = useSlot();
  const client = useMemo(() => createApolloClient(slot), [slot]);
  const { pathname } = useLocation();
  return (
    <ApolloProvider key={slot} client={client}>
      <Boundary place={pathname} broken={(error) => <Broken error={error} />}>
        <Suspense fallback={<LoadingPage />}>
          <Outlet />
        </Suspense>
      </Boundary>
      <Confirmations />
    </ApolloProvider>
  );
}

/** Pages for admins and supervisors. On a new server: the first step, which signs in. */
export function AdminLayout() {
  const atHome = useLocation().pathname.split('/').filter(Boolean).length === 2;
  return (
    <RequireViewer
      whenNobody={(options) => (atHome && !options.accountConnected ? <ConnectFirst options={options} /> : null)}
    >
      <Staff />
    </RequireViewer>
  );
}

function Staff() {
  const { role } = useViewer();
  const inSlot = useSlotPath();
  if (role === 'AGENT') return <Navigate replace to={inSlot('console')} />;
  return (
    <ApplicationProvider>
      <FramedPage />
    </ApplicationProvider>
  );
}

function FramedPage() {
  const { t, i18n } = useTranslation();
  const { account, role } = useViewer();
  const { application } = useCurrentApplication();
  const { pathname } = useLocation();
  const isSettled = useSettled();
  const balance = account.balance === null ? null : formatEuro(account.balance.toFixed(2), i18n.language);
  const menu: MenuEntry[] = [
    { to: '', label: t('frame.home'), icon: IconHome },
    { to: 'calls', label: t('calls.title'), icon: IconPhoneCall },
    { to: 'applications', label: t('applications.title'), icon: IconApps },
    { to: 'settings', label: t('presets.appSettings'), icon: IconAdjustments },
    { to: 'presets', label: t('presets.title'), icon: IconRoute },
    { to: 'numbers', label: t('numbers.title'), icon: IconPhone },
    { to: 'users', label: t('users.title'), icon: IconUsers },
    { to: 'events', label: t('events.title'), icon: IconActivity },
    { to: 'sdk', label: t('tokens.title'), icon: IconCode },
    { to: 'api', label: t('api.title'), icon: IconApi },
  ];
  const tools: MenuEntry[] = [
    { to: 'console', label: t('console.title'), icon: IconHeadset, ownTab: true },
    ...(account.simulatorUrl
      ? [{ to: 'phone', label: t('phone.title'), icon: IconDeviceLandlinePhone, ownTab: true }]
      : []),
    ...(role === 'ADMIN' ? [{ to: 'people', label: t('people.title'), icon: IconUserShield }] : []),
    { to: 'account', label: t('settings.title'), icon: IconSettings },
  ];
  return (
    <Frame
      menu={menu}
      tools={tools}
      switcher={<ApplicationSwitch />}
      search={<SearchButton pages={[...menu, ...tools]} />}
      person={<PersonMenu />}
      brief={balance}
      foot={
        <Text size="sm" c="dimmed">
          {t(`accounts.kind.${account.kind}`)}
          {balance && ` · ${t('frame.balance', { amount: balance })}`}
        </Text>
      }
    >
      {role === 'ADMIN' && isSettled && (
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

/** An agent's own console; for others, the choice of a user. */
export function ConsoleRoute() {
  return (
    <RequireViewer>
      <ConsoleOfRole />
    </RequireViewer>
  );
}

function ConsoleOfRole() {
  const { role } = useViewer();
  if (role === 'AGENT') return <AgentConsole />;
  return (
    <ApplicationProvider>
      <StaffConsole />
    </ApplicationProvider>
  );
}

/** An unknown URL. */
export function Lost() {
  const { t } = useTranslation();
  return (
    <main className="dw-loading-page">
      <Empty
        icon={<IconMapOff size={28} />}
        title={t('frame.lostTitle')}
        action={
          <Button component={Link} to="/" reloadDocument>
            {t('frame.goHome')}
          </Button>
        }
      >
        {t('frame.lostPageHint')}
      </Empty>
    </main>
  );
}

/** Browsers' errors when part of the program cannot be loaded: the server is down, or has a new version. */
const NOT_LOADED = /module/i;

/** Replaces a page that failed or could not be loaded. */
function Broken({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const reason = error instanceof Error ? error.message : String(error);
  const notLoaded = error instanceof TypeError && NOT_LOADED.test(reason);
  return (
    <div className="dw-loading-page">
      <Empty
        icon={<IconPlugConnectedX size={28} />}
        title={notLoaded ? t('frame.notLoadedTitle') : t('frame.brokenTitle')}
        action={<Button onClick={() => window.location.reload()}>{t('common.tryAgain')}</Button>}
      >
        {notLoaded ? t('frame.notLoadedHint') : t('frame.brokenHint', { reason })}
      </Empty>
    </div>
  );
}
