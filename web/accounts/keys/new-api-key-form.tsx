import { Alert, Button, Group, Input, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconKey } from '@tabler/icons-react';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import { CopyValue } from '../../ui/values/copy-value';
import { AREAS, areas, NO_RIGHTS, type Right, type Rights, rightKey, toScopes, useCreateApiKey } from './api-keys';

/** Creates an API key and shows it once. */
export function NewApiKeyForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation();
  const [create, { loading, error }] = useCreateApiKey();
  const [made, setMade] = useState<{ name: string; value: string }>();
  const form = useForm({
    initialValues: { name: '', rights: NO_RIGHTS, until: '' },
    validate: {
      name: (value) => (value.trim() ? null : t('keys.nameMissing')),
      rights: (value) => (toScopes(value).length > 0 ? null : t('keys.scopesMissing')),
      until: (value) => (value && endOf(value) <= new Date() ? t('keys.untilPast') : null),
    },
  });

  const submit = form.onSubmit(async ({ name, rights, until }) => {
    const input = { name: name.trim(), scopes: toScopes(rights), expiresAt: until ? endOf(until).toISOString() : null };
    const answer = await create({ variables: { input } }).catch(() => null);
    if (answer?.data) setMade({ name: input.name, value: answer.data.createApiKey.key });
  });

  if (made) return <MadeKey {...made} onClose={onDone} />;
  return (
    <form onSubmit={submit}>
      <Stack>
        <TextInput
          label={t('keys.name')}
          description={t('keys.nameHint')}
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('name')}
        />
        <RightsInput
          value={form.values.rights}
          onChange={(rights) => form.setFieldValue('rights', rights)}
          error={form.errors.rights}
        />
        <TextInput
          type="date"
          label={t('keys.until')}
          description={t('keys.untilHint')}
          className="dw-start"
          {...form.getInputProps('until')}
        />
        <ProblemAlert error={error} />
        <Button type="submit" loading={loading}>
          {t('keys.make')}
        </Button>
      </Stack>
    </form>
  );
}

interface RightsInputProps {
  value: Rights;
  onChange: (rights: Rights) => void;
  error: ReactNode;
}

function RightsInput({ value, onChange, error }: RightsInputProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <Input.Wrapper
      label={t('keys.scopes')}
      labelElement="div"
      labelProps={{ id }}
      description={t('keys.scopesHint')}
      error={error}
      inputWrapperOrder={['label', 'description', 'input', 'error']}
    >
      <Stack gap="xs" mt="xs" role="group" aria-labelledby={id}>
        {areas.map((area) => (
          <Group key={area} justify="space-between" gap="xs">
            <Text size="sm">{t(`keys.area.${area}`)}</Text>
            <SegmentedControl
              size="xs"
              aria-label={t(`keys.area.${area}`)}
              value={value[area]}
              onChange={(right) => onChange({ ...value, [area]: right as Right })}
              data={AREAS[area].map((right) => ({ value: right, label: t(rightKey(area, right)) }))}
            />
          </Group>
        ))}
      </Stack>
    </Input.Wrapper>
  );
}

function MadeKey({ name, value, onClose }: { name: string; value: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Stack>
      <Alert color="green" icon={<IconKey aria-hidden />} title={t('keys.ready', { name })}>
        <CopyValue value={value} label={t('keys.key')} />
        <Text size="sm" mt="xs">
          {t('keys.readyHint')}
        </Text>
      </Alert>
      <Button onClick={onClose}>{t('common.close')}</Button>
    </Stack>
  );
}

/** The last moment of a day, in the reader's time zone. @param day `2026-12-31` */
function endOf(day: string): Date {
  const end = new Date(`${day}T00:00:00`);
  end.setDate(end.getDate() + 1);
  return end;
}
