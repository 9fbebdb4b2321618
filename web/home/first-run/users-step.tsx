import { useMutation } from '@apollo/client/react';
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import { CreateUserDocument, useCreateMember } from '../../users/users';

/** A person who can now sign in; the password is shown once. */
export interface NewSignIn {
  userName: string;
  name: string;
  password: string;
}

interface UsersStepProps {
  applicationId: string;
  /** Both are created; the list of users must be reloaded. */
  onDone: (signIns: NewSignIn[]) => void;
}

/** Adds the guide's two agents, each as a user at Vonage and as a person who signs in. */
export function UsersStep({ applicationId, onDone }: UsersStepProps) {
  const { t } = useTranslation();
  const [createUser] = useMutation(CreateUserDocument);
  const [createMember] = useCreateMember();
  const [error, setError] = useState<unknown>();
  const [saving, setSaving] = useState(false);
  const form = useForm({
    initialValues: { first: 'Jane', second: 'Joe' },
    validate: { first: (value) => (value.trim() ? null : t('users.nameMissing')) },
  });

  async function add(names: string[]): Promise<NewSignIn[]> {
    const signIns: NewSignIn[] = [];
    for (const userName of names) {
      const name = userName.toLowerCase();
      const member = await createMember({
        variables: { input: { name, displayName: userName, role: 'AGENT', applicationId, userName } },
      });
      if (member.data) signIns.push({ userName, name, password: member.data.createMember.password });
    }
    for (const name of names) await createUser({ variables: { applicationId, input: { name } } });
    return signIns;
  }

  const submit = form.onSubmit(async ({ first, second }) => {
    setSaving(true);
    setError(undefined);
    const names = [...new Set([first.trim(), second.trim()].filter(Boolean))];
    await add(names).then(onDone, setError);
    setSaving(false);
  });

  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('home.usersHint')}
        </Text>
        <div className="dw-pair">
          <TextInput label={t('home.firstAgent')} {...form.getInputProps('first')} />
          <TextInput label={t('home.secondAgent')} {...form.getInputProps('second')} />
        </div>
        <ProblemAlert error={error} />
        <Button type="submit" loading={saving} data-autofocus>
          {t('home.addAgents')}
        </Button>
      </Stack>
    </form>
  );
}
