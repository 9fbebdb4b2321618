import { useQuery } from '@apollo/client/react';
import { NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AvailableNumbersQuery } from '../generated/graphql';
import { countryName, formatEuro, formatPhone } from '../lib/format';
import { LoadingRows } from '../ui/loading';
import { ProblemAlert } from '../ui/problem-alert';
import { AvailableNumbersDocument, COUNTRIES } from './numbers';

export type AvailableNumber = AvailableNumbersQuery['availableNumbers']['nodes'][number];

interface NumberPickerProps {
  chosen: AvailableNumber | null;
  onChoose: (number: AvailableNumber | null) => void;
  /** How many to offer. */
  count: number;
}

/** Numbers that can be rented, by country and digits; the first one is chosen already. */
export function NumberPicker({ chosen, onChoose, count }: NumberPickerProps) {
  const { t, i18n } = useTranslation();
  const [country, setCountry] = useState('GB');
  const [pattern, setPattern] = useState('');
  const { data, loading, error, refetch } = useQuery(AvailableNumbersDocument, {
    variables: { country, pattern: pattern || null, first: count },
  });
  const offered = data?.availableNumbers.nodes;
  const listed = offered?.some(({ msisdn }) => msisdn === chosen?.msisdn) ?? false;

  useEffect(() => {
    if (offered && !listed) onChoose(offered[0] ?? null);
  }, [offered, listed, onChoose]);

  return (
    <Stack gap="sm">
      <div className="dw-pair">
        <NativeSelect
          label={t('numbers.country')}
          value={country}
          onChange={(event) => setCountry(event.currentTarget.value)}
          data={COUNTRIES.map((code) => ({ value: code, label: `${code} · ${countryName(code, i18n.language)}` }))}
        />
        <TextInput
          label={t('numbers.contains')}
          placeholder={t('numbers.anyDigits')}
          inputMode="numeric"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={pattern}
          onChange={(event) => setPattern(event.currentTarget.value.replace(/\D/g, ''))}
        />
      </div>
      <ProblemAlert error={error} onRetry={() => refetch()} />
      {loading && !data && <LoadingRows rows={count} />}
      {offered?.length === 0 && <Text size="sm">{t('numbers.noneAvailable')}</Text>}
      <div className="dw-choices" role="radiogroup" aria-label={t('numbers.available')}>
        {offered?.map((number) => (
          <label key={number.msisdn} className="dw-choice">
            <input
              type="radio"
              name="number"
              checked={number.msisdn === chosen?.msisdn}
              onChange={() => onChoose(number)}
            />
            <span className="dw-figures dw-choice-title">{formatPhone(number.msisdn)}</span>
            <span className="dw-choice-note">{t(`numbers.type.${number.type}`)}</span>
            <span className="dw-figures dw-choice-end">
              {t('numbers.perMonth', { price: formatEuro(number.monthlyPrice, i18n.language) })}
            </span>
          </label>
        ))}
      </div>
    </Stack>
  );
}
