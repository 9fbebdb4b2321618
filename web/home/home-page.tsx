import { useQuery } from '@apollo/client/react';
import { lazy, Suspense, useState } from 'react';
import { useCurrentApplication } from '../applications/current-application';
import { LoadingRows } from '../ui/lists/loading';
import { UsersDocument } from '../users/users-query';
import { Dashboard } from './dashboard';
import { nextStep } from './first-run/progress';
import type { NewSignIn } from './first-run/users-step';

const FirstRun = lazy(async () => ({ default: (await import('./first-run/first-run')).FirstRun }));

/** Home: the steps to the first call until they are done, then the day. */
export function HomePage() {
  const { application } = useCurrentApplication();
  const applicationId = application?.id ?? '';
  const { data, refetch } = useQuery(UsersDocument, { variables: { applicationId }, skip: !application });
  const [choosing, setChoosing] = useState(false);
  const [signIns, setSignIns] = useState<NewSignIn[]>([]);
  if (application && !data) return <LoadingRows />;

  const users = data?.users.nodes ?? [];
  const numbers = application?.numbers.filter(({ canVoice }) => canVoice) ?? [];
  const set = { connected: true, applications: application ? 1 : 0, numbers: numbers.length, users: users.length };
  // The last step is only shown in the visit in which the agents were added, because it has a sensible default.
  const step = nextStep(set) ?? (choosing ? 'callers' : undefined);

  if (!step && application) {
    return <Dashboard application={application} users={users} numbers={numbers} signIns={signIns} />;
  }
  return (
    <Suspense fallback={<LoadingRows />}>
      <FirstRun
        step={step ?? 'application'}
        application={application}
        users={users}
        onAgents={(added) => {
          setSignIns(added);
          setChoosing(true);
          refetch();
        }}
        onCallers={() => setChoosing(false)}
      />
    </Suspense>
  );
}
