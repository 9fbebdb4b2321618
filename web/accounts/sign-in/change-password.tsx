import { useMutation } from '@apollo/client/react';
import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { graphql } from '../../generated/gql';
import { ProblemAlert, useTell } from '../../ui/messages/problem-alert';
import { useNewPassword } from './use-new-password';

const ChangePasswordDocument = graphql(`
  mutation ChangePassword($input: ChangePasswordInput!) {
    changePassword(input: $input) {
      id
    }
  }
`);

/** Changes your own password. */
export function ChangePassword({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [change, { loading, error }] = useMutation(ChangePasswordDocument);
  const newPassword = useNewPassword();
  const form = useForm({
    initialValues: { current: '', password: '' },
    validate: {
      current: (value) => (value ? null : t('accounts.passwordMissing')),
      password: newPassword.validate,
    },
  });
  const submit = form.onSubmit(async (input) => {
    const changed = await change({ variables: { input } }).catch(() => null);
    if (!changed) return;
    tell.done(t('people.passwordChanged'));
    onDone();
  });
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm">{t('people.changePasswordHint')}</Text>
        <PasswordInput
          label={t('people.currentPassword')}
          autoComplete="current-password"
          visibilityToggleButtonProps={{ 'aria-label': t('accounts.showPassword') }}
          data-autofocus
          {...form.getInputProps('current')}
        />
        <PasswordInput label={t('people.newPassword')} {...newPassword.props} {...form.getInputProps('password')} />
        <ProblemAlert error={error} />
        <Button type="submit" loading={loading}>
          {t('people.changePassword')}
        </Button>
      </Stack>
    </form>
  );
}
