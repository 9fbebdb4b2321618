import { Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { ProblemAlert, useTell } from '../ui/messages/problem-alert';
import { MixedNameWarning } from '../ui/values/mixed-name';
import { useUpdateUser } from './users';
import type { UserRow } from './users-query';

/** Changes a user's display name. */
export function RenameUser({ user, onDone }: { user: UserRow; onDone: () => void }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [update, { loading, error }] = useUpdateUser();
  const form = useForm({ initialValues: { displayName: user.displayName ?? '' } });
  const submit = form.onSubmit(({ displayName }) =>
    update({ variables: { id: user.id, input: { displayName: displayName.trim() || user.name } } }).then(
      ({ data }) => {
        tell.done(t('users.renamed', { name: user.name, displayName: data?.updateUser.displayName ?? user.name }));
        onDone();
      },
      () => {},
    ),
  );
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t('users.displayName')}
          description={t('users.renameHint', { name: user.name })}
          data-autofocus
          {...form.getInputProps('displayName')}
        />
        <MixedNameWarning name={form.values.displayName} />
        <ProblemAlert error={error} />
        <Button type="submit" loading={loading}>
          {t('users.save')}
        </Button>
      </Stack>
    </form>
  );
}
