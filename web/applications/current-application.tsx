import { useQuery } from '@apollo/client/react';
import { createContext, type ReactNode, use, useState } from 'react';
import { graphql } from '../generated/gql';
import type { ApplicationsQuery } from '../generated/graphql';
import { useSlot } from '../lib/slot';
import { LoadingPage } from '../ui/lists/loading';
import { ProblemAlert } from '../ui/messages/problem-alert';

export const ApplicationsDocument = graphql(`
  query Applications {
    applications(first: 100) {
      nodes {
        id
        name
        vonageId
        region
        defaultOutgoingNumber
        fromOutside: livePreset(slot: FROM_OUTSIDE)
        fromAgent: livePreset(slot: FROM_AGENT)
        numbers {
          msisdn
          country
          canVoice
          preset
        }
      }
    }
  }
`);

export type Application = ApplicationsQuery['applications']['nodes'][number];

interface CurrentApplication {
  /** Null until the first one is created. */
  application: Application | null;
  applications: Application[];
  choose: (id: string) => void;
}

const Context = createContext<CurrentApplication | null>(null);

/** The current application: the one chosen in this tab's slot, otherwise the first. */
export function ApplicationProvider({ children }: { children: ReactNode }) {
  const { data, error, refetch } = useQuery(ApplicationsDocument);
  const stored = `denwaban.application.${useSlot()}`;
  const [chosen, setChosen] = useState(() => localStorage.getItem(stored));
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingPage />;

  const applications = data.applications.nodes;
  const choose = (id: string) => {
    localStorage.setItem(stored, id);
    setChosen(id);
  };
  const application = applications.find(({ id }) => id === chosen) ?? applications[0] ?? null;
  return <Context value={{ application, applications, choose }}>{children}</Context>;
}

export function useCurrentApplication(): CurrentApplication {
  const current = use(Context);
  if (!current) throw new Error('useCurrentApplication is used outside ApplicationProvider');
  return current;
}
