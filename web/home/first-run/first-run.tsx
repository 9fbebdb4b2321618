import { useTranslation } from 'react-i18next';
import { useViewer } from '../../accounts/viewer';
import { SecurityNotices } from '../../accounts/warnings/security-notices';
import { ApplicationForm } from '../../applications/application-form';
import type { Application } from '../../applications/current-application';
import { formatPhone } from '../../lib/language/format';
import { CallersStep } from './callers-step';
import { NumberStep } from './number-step';
import type { Step } from './progress';
import { Steps } from './steps';
import { type NewSignIn, UsersStep } from './users-step';

interface FirstRunProps {
  step: Step;
  application: Application | null;
  users: { name: string }[];
  onAgents: (signIns: NewSignIn[]) => void;
  onCallers: () => void;
}

/** Steps to the first call, once the account is connected. */
export function FirstRun({ step, application, users, onAgents, onCallers }: FirstRunProps) {
  const { t } = useTranslation();
  const { account, role } = useViewer();
  const applicationId = application?.id ?? '';
  const numbers = application?.numbers.filter(({ canVoice }) => canVoice) ?? [];
  const results = {
    connect: t('home.connectedTo', { kind: t(`accounts.kind.${account.kind}`), key: account.apiKey }),
    application: application?.name,
    number: numbers.map(({ msisdn }) => formatPhone(msisdn)).join(', '),
    users: users.map(({ name }) => name).join(', '),
  };
  return (
    <>
      {role === 'ADMIN' && <SecurityNotices />}
      <Steps current={step} results={results}>
        {step === 'application' && <ApplicationForm name="Demo" />}
        {step === 'number' && <NumberStep applicationId={applicationId} />}
        {step === 'users' && <UsersStep applicationId={applicationId} onDone={onAgents} />}
        {step === 'callers' && application && (
          <CallersStep applicationId={applicationId} live={application.fromOutside} onDone={onCallers} />
        )}
      </Steps>
    </>
  );
}
