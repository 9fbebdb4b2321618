import { Button, Group, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Application } from '../applications/current-application';
import { formatEuro, formatPhone } from '../lib/language/format';
import { ProblemAlert, useTell } from '../ui/messages/problem-alert';
import { type AvailableNumber, NumberPicker } from './number-picker';
import { useRentNumber } from './numbers';

/** Chooses a number, asks for confirmation with its price, then rents it. */
export function RentForm({ application, onDone }: { application: Application; onDone: () => void }) {
  const { t, i18n } = useTranslation();
  const tell = useTell();
  const [chosen, setChosen] = useState<AvailableNumber | null>(null);
  const [asking, setAsking] = useState(false);
  const [rent, { loading, error }] = useRentNumber();
  const number = formatPhone(chosen?.msisdn);
  const price = formatEuro(chosen?.monthlyPrice ?? 0, i18n.language);

  const submit = () => {
    if (!chosen) return;
    const { country, msisdn, monthlyPrice } = chosen;
    rent({ variables: { input: { country, msisdn, monthlyPrice, applicationId: application.id } } }).then(
      () => {
        tell.done(t('numbers.rented', { number, application: application.name }));
        onDone();
      },
      () => {},
    );
  };
  if (asking && chosen) {
    return (
      <Stack>
        <Text fw={600}>{t('numbers.rentAsk', { number, price })}</Text>
        <Text size="sm">
          {t('numbers.rentHint', { application: application.name })}
          {Number(chosen.setUpPrice) > 0 &&
            ` ${t('numbers.setUp', { price: formatEuro(chosen.setUpPrice, i18n.language) })}`}
        </Text>
        <ProblemAlert error={error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={() => setAsking(false)}>
            {t('numbers.another')}
          </Button>
          <Button loading={loading} onClick={submit} data-autofocus>
            {t('numbers.rentFor', { number, price })}
          </Button>
        </Group>
      </Stack>
    );
  }
  return (
    <Stack>
      <NumberPicker chosen={chosen} onChoose={setChosen} count={6} full />
      <Button disabled={!chosen} onClick={() => setAsking(true)}>
        {chosen ? t('numbers.use', { number }) : t('numbers.rent')}
      </Button>
    </Stack>
  );
}
