import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../accounts/viewer';
import { ApplicationForm } from '../applications/application-form';
import { useCurrentApplication } from '../applications/current-application';
import { formatPhone } from '../lib/format';
import { LoadingRows } from '../ui/loading';
import { UsersDocument } from '../users/users';
import { CallersStep } from './callers-step';
import { NumberStep } from './number-step';
import { Overview } from './overview';
import { nextStep } from './progress';
import { Steps } from './steps';
import { type NewSignIn, UsersStep } from './users-step';

/** Home: the steps to the first call until they are done, then what is set up and a telephone to try it. */
export function HomePage() {
  const { t } = useTranslation();
  const { account } = useViewer();
  const { application } = useCurrentApplication();
  const applicationId = application?.id ?? '';
  const { data, refetch } = useQuery(UsersDocument, { variables: { applicationId }, skip: !application });
  const [choosing, setChoosing] = useState(false);
  const [signIns, setSignIns] = useState<NewSignIn[]>([]);
  if (application && !data) return <LoadingRows />;

  const users = data?.users.nodes ?? [];
  const numbers = application?.numbers.filter(({ canVoice }) => canVoice) ?? [];
  const step =
    nextStep({
      connected: true,
      applications: application ? 1 : 0,
      numbers: numbers.length,
      users: users.length,
    }) ?? (choosing ? 'callers' : undefined);

  if (!step && application) {
    return <Overview application={application} users={users} numbers={numbers} signIns={signIns} />;
  }
  // The last step belongs to the visit in which the agents were added: the choice has a sensible default from the start.
  const results = {
    connect: t('home.connectedTo', { kind: t(`accounts.kind.${account.kind}`), key: account.apiKey }),
    application: application?.name,
    number: numbers.map(({ msisdn }) => formatPhone(msisdn)).join(', '),
    users: users.map(({ name }) => name).join(', '),
  };
  return (
    <Steps current={step ?? 'application'} results={results}>
      {step === 'application' && <ApplicationForm name="Demo" />}
      {step === 'number' && <NumberStep applicationId={applicationId} />}
      {step === 'users' && (
        <UsersStep
          applicationId={applicationId}
          onDone={(added) => {
            setSignIns(added);
            setChoosing(true);
            refetch();
          }}
        />
      )}
      {step === 'callers' && application && (
        <CallersStep applicationId={applicationId} live={application.fromOutside} onDone={() => setChoosing(false)} />
      )}
    </Steps>
  );
}
