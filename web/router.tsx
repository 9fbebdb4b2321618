import { createBrowserRouter, Navigate } from 'react-router';
import { FIRST_SLOT } from './lib/slot';
import { AdminLayout, Broken, ConsoleRoute, Lost, SlotLayout } from './site';

const intoSlot = (path: string) => <Navigate replace to={`/u/${FIRST_SLOT}/${path}`} />;

/** The whole site map. Every page lives in a slot: three tabs, three people. */
export const router = createBrowserRouter([
  { path: '/', element: intoSlot('') },
  { path: '/phone', element: intoSlot('phone') },
  { path: '/console', element: intoSlot('console') },
  {
    path: '/u/:slot',
    element: <SlotLayout />,
    errorElement: <Broken />,
    hydrateFallbackElement: <></>,
    children: [
      { path: 'sign-in', lazy: async () => ({ Component: (await import('./accounts/sign-in-page')).SignInPage }) },
      { path: 'phone', lazy: async () => ({ Component: (await import('./simulator/phone-page')).PhonePage }) },
      { path: 'console', element: <ConsoleRoute /> },
      {
        element: <AdminLayout />,
        children: [
          {
            errorElement: <Broken />,
            children: [
              { index: true, lazy: async () => ({ Component: (await import('./home/home-page')).HomePage }) },
              { path: 'calls', lazy: async () => ({ Component: (await import('./calls/calls-page')).CallsPage }) },
              { path: 'calls/:id', lazy: async () => ({ Component: (await import('./calls/call-page')).CallPage }) },
              {
                path: 'settings',
                lazy: async () => ({ Component: (await import('./presets/app-settings-page')).AppSettingsPage }),
              },
              {
                path: 'numbers',
                lazy: async () => ({ Component: (await import('./numbers/numbers-page')).NumbersPage }),
              },
              { path: 'users', lazy: async () => ({ Component: (await import('./users/users-page')).UsersPage }) },
              { path: 'events', lazy: async () => ({ Component: (await import('./calls/events-page')).EventsPage }) },
              { path: 'sdk', lazy: async () => ({ Component: (await import('./tokens/sdk-page')).SdkPage }) },
              {
                path: 'people',
                lazy: async () => ({ Component: (await import('./accounts/people-page')).PeoplePage }),
                children: [
                  {
                    index: true,
                    lazy: async () => ({ Component: (await import('./accounts/members-tab')).MembersTab }),
                  },
                ],
              },
            ],
          },
        ],
      },
    ],
  },
  { path: '*', element: <Lost /> },
]);
