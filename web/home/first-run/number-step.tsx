import { useQuery } from '@apollo/client/react';
import { Button, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatEuro, formatPhone } from '../../lib/language/format';
import { type AvailableNumber, NumberPicker } from '../../numbers/number-picker';
import { NumbersDocument, useAssignNumber, useRentNumber } from '../../numbers/numbers';
import { ProblemAlert } from '../../ui/messages/problem-alert';

/** Gets a number for the application, or uses one that is already rented. */
export function NumberStep({ applicationId }: { applicationId: string }) {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(NumbersDocument);
  const [chosen, setChosen] = useState<AvailableNumber | null>(null);
  const [rent, renting] = useRentNumber();
  const [assign, assigning] = useAssignNumber();
  const owned = data?.numbers.nodes.find(({ canVoice, application, linkedElsewhere }) => {
    return canVoice && !application && !linkedElsewhere;
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (owned) {
      assign({ variables: { input: { msisdn: owned.msisdn, applicationId } } }).catch(() => {});
    } else if (chosen) {
      const { country, msisdn, monthlyPrice } = chosen;
      rent({ variables: { input: { country, msisdn, monthlyPrice, applicationId } } }).catch(() => {});
    }
  }

  return (
    <form onSubmit={submit}>
      <Stack>
        <Text size="sm" c="dimmed">
          {owned ? t('home.numberOwnedHint') : t('home.numberHint')}
        </Text>
        {!owned && <NumberPicker chosen={chosen} onChoose={setChosen} count={4} />}
        <ProblemAlert error={renting.error ?? assigning.error} />
        <Button type="submit" loading={renting.loading || assigning.loading} data-autofocus>
          {owned
            ? t('numbers.use', { number: formatPhone(owned.msisdn) })
            : chosen
              ? t('numbers.rentFor', {
                  number: formatPhone(chosen.msisdn),
                  price: formatEuro(chosen.monthlyPrice, i18n.language),
                })
              : t('numbers.rent')}
        </Button>
      </Stack>
    </form>
  );
}
