import { Button, Checkbox, Group, MultiSelect, Paper, Stack, Text, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { countryName, phoneCountries } from '../lib/language/format';
import { WholeNumberField } from '../ui/fields/whole-number-field';
import { ProblemAlert, useTell } from '../ui/messages/problem-alert';
import { type Rules, useUpdateDiallingRules } from './dialling';

const MOST = { callsPerUserPerHour: 1000, callsPerDay: 100_000 };

/** The form for the rules. */
export function RulesForm({ rules }: { rules: Rules }) {
  const { t, i18n } = useTranslation();
  const tell = useTell();
  const [update, { loading, error }] = useUpdateDiallingRules();
  const named = (country: string) => `${countryName(country, i18n.language)} (${country})`;
  const countries = useCountries();
  const form = useForm({
    initialValues: {
      own: rules.chosenCountries === null,
      countries: [...rules.countries],
      callsPerUserPerHour: rules.callsPerUserPerHour as number | null,
      callsPerDay: rules.callsPerDay as number | null,
    },
    validate: {
      callsPerUserPerHour: (value) => whole(value, MOST.callsPerUserPerHour),
      callsPerDay: (value) => whole(value, MOST.callsPerDay),
    },
  });

  function whole(value: number | null, max: number): string | null {
    return Number.isInteger(value) ? null : t('common.wholeNumber', { min: 0, max });
  }

  const submit = form.onSubmit(async ({ own, ...values }) => {
    const input = {
      countries: own ? null : values.countries,
      callsPerUserPerHour: Number(values.callsPerUserPerHour),
      callsPerDay: Number(values.callsPerDay),
    };
    const answer = await update({ variables: { input } }).catch(() => null);
    if (!answer?.data) return;
    form.setFieldValue('countries', [...answer.data.updateDiallingRules.countries]);
    tell.done(t('dialling.saved'));
  });

  const { own } = form.values;
  return (
    <Paper withBorder p="md" className="dw-card" component="form" onSubmit={submit} noValidate>
      <Stack>
        <Title order={2} size="h3">
          {t('dialling.numbersTitle')}
        </Title>
        <Checkbox
          label={t('dialling.ownCountries')}
          description={own && rules.chosenCountries === null && <Own countries={rules.countries.map(named)} />}
          {...form.getInputProps('own', { type: 'checkbox' })}
        />
        {!own && (
          <MultiSelect
            label={t('dialling.countries')}
            description={form.values.countries.length === 0 ? t('dialling.nobody') : t('dialling.countriesHint')}
            data={countries}
            searchable
            clearable
            limit={50}
            maxDropdownHeight={280}
            {...form.getInputProps('countries')}
          />
        )}
        <Text size="sm" c="dimmed">
          {t('dialling.premium')}
        </Text>
        <Title order={2} size="h3" mt="sm">
          {t('dialling.limitsTitle')}
        </Title>
        <Group align="flex-start" grow preventGrowOverflow={false}>
          <WholeNumberField
            min={0}
            max={MOST.callsPerUserPerHour}
            label={t('dialling.perHour')}
            description={t('dialling.perHourHint')}
            {...form.getInputProps('callsPerUserPerHour')}
            value={form.values.callsPerUserPerHour}
          />
          <WholeNumberField
            min={0}
            max={MOST.callsPerDay}
            label={t('dialling.perDay')}
            description={t('dialling.perDayHint', { count: rules.callsInLastDay })}
            {...form.getInputProps('callsPerDay')}
            value={form.values.callsPerDay}
          />
        </Group>
        <ProblemAlert error={error} />
        <Button type="submit" loading={loading} disabled={!form.isDirty()} className="dw-start">
          {t('dialling.save')}
        </Button>
      </Stack>
    </Paper>
  );
}

function Own({ countries }: { countries: string[] }) {
  const { t } = useTranslation();
  if (countries.length === 0) return t('dialling.ownNone');
  return t('dialling.ownAre', { countries: countries.join(', ') });
}

/** All countries, sorted by name. */
function useCountries() {
  const { language } = useTranslation().i18n;
  return useMemo(() => {
    const list = phoneCountries().map((value) => ({ value, name: countryName(value, language) }));
    list.sort((left, right) => left.name.localeCompare(right.name, language));
    return list.map(({ value, name }) => ({ value, label: `${name} (${value})` }));
  }, [language]);
}
