import { useQuery } from '@apollo/client/react';
import { createContext, type ReactNode, use, useMemo } from 'react';
import { type Agent, AgentsDocument } from './agents';

/** What people call a user: their display name. A phone number, or a user whom nobody knows, is itself. */
export type NameOf = (user: string) => string;

/** @returns what the users of a list are called */
export function namesIn(agents: readonly Pick<Agent, 'name' | 'displayName'>[]): NameOf {
  const names = new Map(agents.map(({ name, displayName }) => [name, displayName]));
  return (user) => names.get(user) || user;
}

/** Whatever shows the user of a call asks this; a page that already follows the agents provides it itself. */
export const NamesContext = createContext<NameOf>((user) => user);

/** What users are called here. */
export const useNameOf = (): NameOf => use(NamesContext);

interface UserNamesProps {
  applicationId: string;
  children: ReactNode;
}

/** Inside it, the users of this application have their display names. */
export function UserNames({ applicationId, children }: UserNamesProps) {
  const { data } = useQuery(AgentsDocument, { variables: { applicationId } });
  const agents = data?.agents;
  const nameOf = useMemo(() => namesIn(agents ?? []), [agents]);
  return <NamesContext value={nameOf}>{children}</NamesContext>;
}

/** The name of one user. */
export function UserName({ user }: { user: string }) {
  return useNameOf()(user);
}
