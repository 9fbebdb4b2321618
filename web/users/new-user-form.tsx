import { Alert, Button, Checkbox, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert, useTell } from '../ui/messages/problem-alert';
import { CopyValue } from '../ui/values/copy-value';
import { MixedNameWarning } from '../ui/values/mixed-name';
import { useCreateMember, useCreateUser } from './users';

/** Creates a user at Vonage and, if wanted, a sign-in for the person. */
export function NewUserForm({ applicationId, onDone }: { applicationId: string; onDone: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [createUser] = useCreateUser();
  const [createMember] = useCreateMember();
  const [error, setError] = useState<unknown>();
  const [saving, setSaving] = useState(false);
  const [signIn, setSignIn] = useState<{ name: string; password: string }>();
  const form = useForm({
    initialValues: { name: '', displayName: '', signIn: true },
    validate: { name: (value) => (value.trim() ? null : t('users.nameMissing')) },
  });

  async function add(values: typeof form.values): Promise<void> {
    const name = values.name.trim();
    const displayName = values.displayName.trim() || null;
    await createUser({ variables: { applicationId, input: { name, displayName } } });
    tell.done(t('users.created', { name }));
    if (!values.signIn) return onDone();
    const { data } = await createMember({
      variables: {
        input: {
          name: name.toLowerCase(),
          displayName: displayName ?? name,
          role: 'AGENT',
          applicationId,
          userName: name,
        },
      },
    });
    if (data) setSignIn({ name: data.createMember.member.name, password: data.createMember.password });
  }

  const submit = form.onSubmit(async (values) => {
    setSaving(true);
    setError(undefined);
    await add(values).catch(setError);
    setSaving(false);
  });

  if (signIn) {
    return (
      <Stack>
        <Alert color="green" icon={<IconKey aria-hidden />} title={t('users.signInReady', { name: signIn.name })}>
          <CopyValue value={signIn.password} label={t('accounts.password')} />
          <Text size="sm" mt="xs">
            {t('home.signInsHint')}
          </Text>
        </Alert>
        <Button onClick={onDone}>{t('common.close')}</Button>
      </Stack>
    );
  }
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t('users.name')}
          description={t('users.nameHint')}
          data-autofocus
          {...form.getInputProps('name')}
        />
        <MixedNameWarning name={`${form.values.name} ${form.values.displayName}`} />
        <TextInput label={t('users.displayName')} {...form.getInputProps('displayName')} />
        <Checkbox label={t('users.withSignIn')} {...form.getInputProps('signIn', { type: 'checkbox' })} />
        <ProblemAlert error={error} />
        <Button type="submit" loading={saving}>
          {t('users.create')}
        </Button>
      </Stack>
    </form>
  );
}
