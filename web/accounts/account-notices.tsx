import { useMutation } from '@apollo/client/react';
import { Alert, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { IconShieldLock, IconWorldOff } from '@tabler/icons-react';
import { type FormEvent, lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../generated/gql';
import { ProblemAlert, useTell } from '../ui/problem-alert';
import { useViewer } from './viewer';

const SetSignatureSecretDocument = graphql(`
  mutation SetSignatureSecret($signatureSecret: String!) {
    setSignatureSecret(signatureSecret: $signatureSecret) {
      id
      signatureSecretKnown
    }
  }
`);

const SecurityNotices = lazy(async () => ({ default: (await import('./security-notices')).SecurityNotices }));

/** What weakens the installation, and what the connected account still lacks, each with its cure; nothing when all is well. */
export function AccountNotices() {
  const { t } = useTranslation();
  const { account, role } = useViewer();
  return (
    <>
      {role === 'ADMIN' && (
        <Suspense>
          <SecurityNotices />
        </Suspense>
      )}
      {account.publicUrlProblem && account.kind === 'CLOUD' && (
        <Alert color="red" icon={<IconWorldOff aria-hidden />} title={account.publicUrl}>
          {t(`errors.BAD_INPUT.${account.publicUrlProblem}`)}
        </Alert>
      )}
      {!account.signatureSecretKnown && <AskSignatureSecret />}
    </>
  );
}

function AskSignatureSecret() {
  const { t } = useTranslation();
  const tell = useTell();
  const [secret, setSecret] = useState('');
  const [save, { loading, error }] = useMutation(SetSignatureSecretDocument);

  function submit(event: FormEvent): void {
    event.preventDefault();
    save({ variables: { signatureSecret: secret } }).then(
      () => tell.done(t('accounts.signatureSecretSaved')),
      () => {},
    );
  }

  return (
    <Alert color="yellow" icon={<IconShieldLock aria-hidden />} title={t('accounts.signatureSecretAsked')}>
      <form onSubmit={submit}>
        <Stack gap="sm" align="flex-start">
          <Text size="sm">{t('accounts.signatureSecretWhy')}</Text>
          <PasswordInput
            w="100%"
            maw={360}
            label={t('accounts.signatureSecret')}
            autoComplete="off"
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': t('accounts.showSecret') }}
          />
          <ProblemAlert error={error} />
          <Button type="submit" size="compact-md" loading={loading} disabled={!secret}>
            {t('accounts.checkSignatures')}
          </Button>
        </Stack>
      </form>
    </Alert>
  );
}
