import { Button, PasswordInput, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { PlainTextField } from '../../ui/fields/plain-text-field';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import { useSignIn } from './sign-in';
import { TwoSteps } from './two-steps';
import { useKeepWay } from './way';

/** Signs in with username and password. */
export function MemberForm({ onSignedIn: onDone }: { onSignedIn: () => void }) {
  const { t } = useTranslation();
  const keepWay = useKeepWay();
  const [signIn, { loading, error, reset }] = useSignIn();
  const onSignedIn = () => {
    keepWay('member');
    onDone();
  };
  const form = useForm({
    initialValues: { name: '', password: '' },
    validate: {
      name: (value) => (value.trim() ? null : t('accounts.nameMissing')),
      password: (value) => (value ? null : t('accounts.passwordMissing')),
    },
  });
  const submit = form.onSubmit(async ({ name, password }) => {
    if (await signIn({ input: { name: name.trim(), password } })) onSignedIn();
  });

  return (
    <TwoSteps error={error} onSignedIn={onSignedIn} onBack={reset}>
      <form onSubmit={submit}>
        <Stack>
          <Text size="sm" c="dimmed">
            {t('accounts.memberHint')}
          </Text>
          <PlainTextField
            label={t('accounts.name')}
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            {...form.getInputProps('name')}
          />
          <PasswordInput
            label={t('accounts.password')}
            autoComplete="current-password"
            {...form.getInputProps('password')}
            visibilityToggleButtonProps={{ 'aria-label': t('accounts.showPassword') }}
          />
          <ProblemAlert error={error} />
          <Button type="submit" loading={loading} fullWidth>
            {t('accounts.signIn')}
          </Button>
        </Stack>
      </form>
    </TwoSteps>
  );
}
