import { createContext, lazy, type ReactNode, Suspense, use, useMemo, useRef } from 'react';
import { Navigate, useLocation } from 'react-router';
import type { ViewerQuery } from '../generated/graphql';
import type { Simulator } from '../lib/handset/handset';
import { useSlotPath } from '../lib/slot';
import { LoadingPage } from '../ui/lists/loading';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { useViewerQuery, type Viewer } from './viewer-query';

const ViewerContext = createContext<Viewer | null>(null);

/** The signed-in person. Only inside `RequireViewer`. */
export function useViewer(): Viewer {
  const viewer = use(ViewerContext);
  if (!viewer) throw new Error('useViewer is used outside RequireViewer');
  return viewer;
}

/** The simulator whose handsets the person may use; null for a cloud account. Only inside `RequireViewer`. */
export function useSimulator(): Simulator | null {
  const { simulatorUrl: url, handsetToken: token } = useViewer().account;
  return useMemo(() => (url && token ? { url, token } : null), [url, token]);
}

const SignInAgain = lazy(async () => ({ default: (await import('./sign-in/sign-in-again')).SignInAgain }));

interface RequireViewerProps {
  /** Shown instead of the sign-in page if no one is signed in; null goes to the sign-in page. */
  whenNobody?: (options: ViewerQuery['signInOptions']) => ReactNode;
  children: ReactNode;
}

/**
 * Shows its children to signed-in people; others are sent to the sign-in page and return from there. If the session
 * ends while the page is open, the person signs in again in place, and nothing typed is lost.
 */
export function RequireViewer({ whenNobody, children }: RequireViewerProps) {
  const { data, error, refetch } = useViewerQuery();
  const inSlot = useSlotPath();
  const { pathname, search } = useLocation();
  const before = useRef<Viewer>(null);
  if (data?.viewer) before.current = data.viewer;
  const who = before.current;
  if (who) {
    return (
      <ViewerContext value={who}>
        {children}
        {data && !data.viewer && (
          <Suspense>
            <SignInAgain who={who} options={data.signInOptions} />
          </Suspense>
        )}
      </ViewerContext>
    );
  }
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingPage />;
  const signIn = <Navigate replace to={`${inSlot('sign-in')}?next=${encodeURIComponent(pathname + search)}`} />;
  return whenNobody?.(data.signInOptions) ?? signIn;
}
