import { Button, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { MixedNameWarning } from '../ui/values/mixed-name';
import { useCreateApplication } from './create-application';
import { regionOptions } from './regions';

interface ApplicationFormProps {
  /** Default name. */
  name: string;
  /** Whether to ask for a region. */
  withRegion?: boolean;
  onCreated?: (id: string) => void;
}

/** Creates a Vonage application by name. */
export function ApplicationForm({ name, withRegion, onCreated }: ApplicationFormProps) {
  const { t } = useTranslation();
  const [create, { loading, error }] = useCreateApplication();
  const form = useForm({
    initialValues: { name, region: '' },
    validate: { name: (value) => (value.trim() ? null : t('applications.nameMissing')) },
  });
  const submit = form.onSubmit((values) => {
    create({ variables: { input: { name: values.name.trim(), region: values.region || null } } }).then(
      ({ data }) => data && onCreated?.(data.createApplication.id),
      () => {},
    );
  });
  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm" c="dimmed">
          {t('applications.hint')}
        </Text>
        <TextInput label={t('applications.name')} {...form.getInputProps('name')} data-autofocus />
        <MixedNameWarning name={form.values.name} />
        {withRegion && (
          <NativeSelect
            label={t('applications.region')}
            description={t('applications.regionHint')}
            data={[{ value: '', label: t('applications.nearestRegion') }, ...regionOptions(t)]}
            {...form.getInputProps('region')}
          />
        )}
        <ProblemAlert error={error} />
        <Button type="submit" loading={loading}>
          {t('applications.create')}
        </Button>
      </Stack>
    </form>
  );
}
