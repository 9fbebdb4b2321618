import { useQuery } from '@apollo/client/react';
import { createContext, type ReactNode, use } from 'react';
import { Navigate, useLocation } from 'react-router';
import { graphql } from '../generated/gql';
import type { ViewerQuery } from '../generated/graphql';
import { useSlotPath } from '../lib/slot';
import { LoadingPage } from '../ui/loading';
import { ProblemAlert } from '../ui/problem-alert';

export const ViewerDocument = graphql(`
  query Viewer {
    viewer {
      id
      name
      displayName
      role
      applicationId
      userName
      owner
      account {
        id
        kind
        apiKey
        balance
        balanceCurrency
        signatureSecretKnown
        simulatorUrl
        clientApiUrl
        clientWsUrl
        publicUrl
        publicUrlProblem
      }
    }
    signInOptions {
      cloud
      setupCode
      accountConnected
      simulator {
        apiKey
        apiSecret
        url
      }
    }
  }
`);

export type Viewer = NonNullable<ViewerQuery['viewer']>;

const ViewerContext = createContext<Viewer | null>(null);

/** Who is signed in. Only inside `RequireViewer`. */
export function useViewer(): Viewer {
  const viewer = use(ViewerContext);
  if (!viewer) throw new Error('useViewer is used outside RequireViewer');
  return viewer;
}

interface RequireViewerProps {
  /** What somebody sees who is not signed in, in place of the sign-in page; null sends there after all. */
  whenNobody?: (options: ViewerQuery['signInOptions']) => ReactNode;
  children: ReactNode;
}

/** Shows its children to people who are signed in; others go to the sign-in page and come back from there. */
export function RequireViewer({ whenNobody, children }: RequireViewerProps) {
  const { data, error, refetch } = useQuery(ViewerDocument);
  const inSlot = useSlotPath();
  const { pathname, search } = useLocation();
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingPage />;
  if (!data.viewer) {
    const instead = whenNobody?.(data.signInOptions);
    if (instead) return instead;
    return <Navigate replace to={`${inSlot('sign-in')}?next=${encodeURIComponent(pathname + search)}`} />;
  }
  return <ViewerContext value={data.viewer}>{children}</ViewerContext>;
}
