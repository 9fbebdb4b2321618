import { lazy, Suspense } from 'react';
import { useViewer } from '../accounts/viewer';
import { AccountNotices } from '../accounts/warnings/account-notices';
import { useCurrentApplication } from '../applications/current-application';
import { useReader } from './reader';

// Seldom needed, and Home does not wait for either.
const Unreachable = lazy(async () => ({ default: (await import('./unreachable')).Unreachable }));
const RegionNotice = lazy(async () => ({ default: (await import('../applications/region-notice')).RegionNotice }));

/** What keeps calls from coming in, or weakens the installation, each with the fix; empty if there is nothing. */
export function Notices() {
  const { role } = useViewer();
  const { applications } = useCurrentApplication();
  const hasReader = useReader();
  return (
    <>
      <AccountNotices />
      {role === 'ADMIN' && applications.some(({ region }) => region === null) && (
        <Suspense>
          <RegionNotice />
        </Suspense>
      )}
      {hasReader && (
        <Suspense>
          <Unreachable />
        </Suspense>
      )}
    </>
  );
}
