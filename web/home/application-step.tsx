import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useCreateApplication } from '../applications/create-application';
import { ProblemAlert } from '../ui/problem-alert';

/** Creates the Vonage application by name. */
export function ApplicationStep() {
  const { t } = useTranslation();
  const [create, { loading, error }] = useCreateApplication();
  const form = useForm({
    initialValues: { name: 'Demo' },
    validate: { name: (value) => (value.trim() ? null : t('applications.nameMissing')) },
  });
  return (
    <form
      onSubmit={form.onSubmit(({ name }) => {
        create({ variables: { input: { name: name.trim() } } }).catch(() => {});
      })}
    >
      <Stack>
        <Text size="sm" c="dimmed">
          {t('home.applicationHint')}
        </Text>
        <TextInput label={t('applications.name')} {...form.getInputProps('name')} data-autofocus />
        <ProblemAlert error={error} />
        <Button type="submit" loading={loading}>
          {t('applications.create')}
        </Button>
      </Stack>
    </form>
  );
}
