import { type ComponentType, lazy } from 'react';
import { Navigate, type RouteObject, useRoutes } from 'react-router';
import { FIRST_SLOT } from './lib/slot';
import { AdminLayout, ConsoleRoute, Lost, SlotLayout } from './site';

/** With the rest of the address, such as the number to call. */
const intoSlot = (path: string) => <Navigate replace to={`/u/${FIRST_SLOT}/${path}${window.location.search}`} />;

/** A page in its own file, loaded when first opened. */
function page(load: () => Promise<ComponentType>) {
  const Page = lazy(async () => ({ default: await load() }));
  return <Page />;
}

/** The site map. Every page is in a slot, so that three tabs can have three people. */
const routes: RouteObject[] = [
  { path: '/', element: intoSlot('') },
  { path: '/phone', element: intoSlot('phone') },
  { path: '/console', element: intoSlot('console') },
  {
    path: '/u/:slot',
    element: <SlotLayout />,
    children: [
      { path: 'sign-in', element: page(async () => (await import('./accounts/sign-in/sign-in-page')).SignInPage) },
      { path: 'join', element: page(async () => (await import('./accounts/sign-in/join-page')).JoinPage) },
      { path: 'phone', element: page(async () => (await import('./simulator/phone-page')).PhonePage) },
      { path: 'console', element: <ConsoleRoute /> },
      {
        element: <AdminLayout />,
        children: [
          { index: true, element: page(async () => (await import('./home/home-page')).HomePage) },
          {
            path: 'applications',
            element: page(async () => (await import('./applications/applications-page')).ApplicationsPage),
          },
          {
            path: 'applications/:id',
            element: page(async () => (await import('./applications/application-page')).ApplicationPage),
          },
          { path: 'calls', element: page(async () => (await import('./calls/calls-page')).CallsPage) },
          { path: 'calls/:id', element: page(async () => (await import('./calls/page/call-page')).CallPage) },
          {
            path: 'settings',
            element: page(async () => (await import('./presets/app-settings-page')).AppSettingsPage),
          },
          { path: 'presets/:kind?', element: page(async () => (await import('./presets/presets-page')).PresetsPage) },
          { path: 'numbers', element: page(async () => (await import('./numbers/numbers-page')).NumbersPage) },
          { path: 'users', element: page(async () => (await import('./users/users-page')).UsersPage) },
          { path: 'events', element: page(async () => (await import('./calls/events/events-page')).EventsPage) },
          { path: 'sdk', element: page(async () => (await import('./tokens/sdk-page')).SdkPage) },
          { path: 'api', element: page(async () => (await import('./api/api-page')).ApiPage) },
          { path: 'account', element: page(async () => (await import('./settings/settings-page')).SettingsPage) },
          {
            path: 'people',
            element: page(async () => (await import('./accounts/people/people-page')).PeoplePage),
            children: [
              { index: true, element: page(async () => (await import('./accounts/people/members-tab')).MembersTab) },
              {
                path: 'invitations',
                element: page(async () => (await import('./accounts/people/invitations-tab')).InvitationsTab),
              },
              {
                path: 'sessions',
                element: page(async () => (await import('./accounts/sign-in/sessions-tab')).SessionsTab),
              },
              { path: 'keys', element: page(async () => (await import('./accounts/keys/api-keys-tab')).ApiKeysTab) },
              { path: 'dialling', element: page(async () => (await import('./dialling/dialling-tab')).DiallingTab) },
              {
                path: 'retention',
                element: page(async () => (await import('./accounts/retention/retention-tab')).RetentionTab),
              },
              { path: 'audit', element: page(async () => (await import('./accounts/audit/audit-tab')).AuditTab) },
            ],
          },
        ],
      },
    ],
  },
  { path: '*', element: <Lost /> },
];

export function Pages() {
  return useRoutes(routes);
}
