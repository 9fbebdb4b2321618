import { Alert } from '@mantine/core';
import { IconWorldOff } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../viewer';

// Seldom needed, and Home waits for neither.
const AskSignatureSecret = lazy(async () => ({ default: (await import('./ask-signature-secret')).AskSignatureSecret }));
const SecurityNotices = lazy(async () => ({ default: (await import('./security-notices')).SecurityNotices }));

/**
 * Settings that weaken the installation and what the connected account still lacks, each with the fix; empty if there
 * is nothing.
 */
export function AccountNotices() {
  const { t } = useTranslation();
  const { account, role } = useViewer();
  // Admins see http among the warnings.
  const unreachable = account.kind === 'CLOUD' && (role !== 'ADMIN' || account.publicUrlProblem === 'loopback');
  const asks = !account.signatureSecretKnown || account.signatureRefusal === 'secret';
  return (
    <>
      {role === 'ADMIN' && (
        <Suspense>
          <SecurityNotices />
        </Suspense>
      )}
      {unreachable && account.publicUrlProblem && (
        <Alert color="red" icon={<IconWorldOff aria-hidden />} title={account.publicUrl}>
          {t(`errors.BAD_INPUT.${account.publicUrlProblem}`)}
        </Alert>
      )}
      {asks && (
        <Suspense>
          <AskSignatureSecret account={account} />
        </Suspense>
      )}
    </>
  );
}
