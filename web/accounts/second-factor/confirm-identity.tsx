import { useMutation } from '@apollo/client/react';
import { Button, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { graphql } from '../../generated/gql';
import { Dialog } from '../../ui/dialogs/dialog';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import { CodeField } from '../sign-in/code-field';

const ConfirmIdentityDocument = graphql(`
  mutation ConfirmIdentity($code: String!) {
    confirmIdentity(code: $code)
  }
`);

/** Asks for a code before sensitive operations. */
export function ConfirmIdentity({ onAnswer }: { onAnswer: (right: boolean) => void }) {
  const { t } = useTranslation();
  const [code, setCode] = useState('');
  const [confirm, { loading, error }] = useMutation(ConfirmIdentityDocument);

  function submit(event: FormEvent): void {
    event.preventDefault();
    // The dialog may be on top of another form.
    event.stopPropagation();
    if (!code.trim()) return;
    confirm({ variables: { code: code.trim() } }).then(
      () => onAnswer(true),
      () => setCode(''),
    );
  }

  return (
    <Dialog opened onClose={() => onAnswer(false)} title={t('security.confirmTitle')}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm">{t('security.confirmHint')}</Text>
          <CodeField value={code} onChange={(event) => setCode(event.currentTarget.value)} />
          <ProblemAlert error={error} />
          <Button type="submit" loading={loading} disabled={!code.trim()}>
            {t('security.confirm')}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
