import { useMutation } from '@apollo/client/react';
import { Alert, Button, PasswordInput, Stack, Text } from '@mantine/core';
import { IconShieldLock } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../../generated/gql';
import { ProblemAlert, useTell } from '../../ui/messages/problem-alert';
import { useSignatureSentence } from './signatures';

const SetSignatureSecretDocument = graphql(`
  mutation SetSignatureSecret($signatureSecret: String!) {
    setSignatureSecret(signatureSecret: $signatureSecret) {
      ...Signatures
    }
  }
`);

/** Asks for the account's signature secret, which is missing or wrong. */
export function AskSignatureSecret({ account }: { account: Parameters<typeof useSignatureSentence>[0] }) {
  const { t } = useTranslation();
  const isWrong = account.signatureSecretKnown;
  const sentence = useSignatureSentence(account);
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
    <Alert
      color={isWrong ? 'red' : 'yellow'}
      icon={<IconShieldLock aria-hidden />}
      title={t(isWrong ? 'accounts.signatureSecretWrong' : 'accounts.signatureSecretAsked')}
    >
      <form onSubmit={submit}>
        <Stack gap="sm" align="flex-start">
          <Text size="sm">{isWrong ? sentence : t('accounts.signatureSecretWhy')}</Text>
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
