import { Button, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { graphql } from '../../generated/gql';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import { CodeField } from './code-field';
import { useEnter } from './sign-in';

const ConfirmSignInDocument = graphql(`
  mutation ConfirmSignIn($code: String!) {
    confirmSignIn(code: $code) {
      id
    }
  }
`);

interface CodeStepProps {
  onSignedIn: () => void;
  /** Back to the password, for example after a timeout. */
  onBack: () => void;
}

/** Second step of a sign-in: the password was correct, a code is missing. */
export function CodeStep({ onSignedIn, onBack }: CodeStepProps) {
  const { t } = useTranslation();
  const [enter, { loading, error }] = useEnter(ConfirmSignInDocument);
  const form = useForm({
    initialValues: { code: '' },
    validate: { code: (value) => (value.trim() ? null : t('security.codeMissing')) },
  });
  const submit = form.onSubmit(async ({ code }) => {
    if (await enter({ code: code.trim() })) onSignedIn();
    else form.setFieldValue('code', '');
  });
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('security.codeStepHint')}
        </Text>
        <CodeField autoFocus {...form.getInputProps('code')} />
        <ProblemAlert error={error} />
        <Button type="submit" loading={loading} fullWidth>
          {t('accounts.signIn')}
        </Button>
        <Button variant="subtle" size="compact-sm" onClick={onBack}>
          {t('security.back')}
        </Button>
      </Stack>
    </form>
  );
}
