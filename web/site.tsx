import { ApolloProvider } from '@apollo/client/react';
import { Button } from '@mantine/core';
import { IconMapOff } from '@tabler/icons-react';
import { lazy, Suspense, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, Outlet, useLocation } from 'react-router';
import { Confirmations } from './accounts/second-factor/confirmations';
import { RequireViewer, useViewer } from './accounts/viewer';
import { ApplicationProvider } from './applications/current-application';
import { createApolloClient } from './lib/apollo';
import { useSlot, useSlotPath } from './lib/slot';
import { Boundary } from './ui/frame/boundary';
import { Broken } from './ui/frame/broken';
import { Empty } from './ui/lists/empty';
import { LoadingPage } from './ui/lists/loading';

const ConnectFirst = lazy(async () => ({ default: (await import('./home/first-run/connect-first')).ConnectFirst }));
const AgentConsole = lazy(async () => ({ default: (await import('./console/console-page')).AgentConsole }));
const StaffConsole = lazy(async () => ({ default: (await import('./console/console-page')).StaffConsole }));
// Whoever signs in need not wait for it.
const loadStaffPages = () => import('./staff-pages');
const StaffPages = lazy(async () => ({ default: (await loadStaffPages()).StaffPages }));

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
  // It arrives while the server is asked who is signed in.
  useEffect(() => void loadStaffPages().catch(() => {}), []);
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
      <StaffPages />
    </ApplicationProvider>
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
