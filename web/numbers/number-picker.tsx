import { useApolloClient, useQuery } from '@apollo/client/react';
import { Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { readPartOfNumber } from '../../shared/phone-number';
import { useViewer } from '../accounts/viewer';
import { useCurrentApplication } from '../applications/current-application';
import type { AvailableNumbersQuery, MessageFeature, NumberMatch, NumberType } from '../generated/graphql';
import { countryName, formatEuro, formatPhone } from '../lib/language/format';
import { useLongList } from '../lib/long-list';
import { LoadingRows } from '../ui/lists/loading';
import { More } from '../ui/lists/more';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { Flag } from '../ui/values/flag';
import { AvailableNumbersDocument } from './numbers';
import { COUNTRIES, usualCountry } from './usual-country';

export type AvailableNumber = AvailableNumbersQuery['availableNumbers']['nodes'][number];

interface NumberPickerProps {
  chosen: AvailableNumber | null;
  onChoose: (number: AvailableNumber | null) => void;
  /** Numbers per page. */
  count: number;
  /** With all search fields, and further pages. */
  full?: boolean;
}

const TYPES: NumberType[] = ['LANDLINE', 'MOBILE_LVN', 'LANDLINE_TOLL_FREE'];
const MATCHES: NumberMatch[] = ['CONTAINS', 'STARTS', 'ENDS'];
const FEATURES: MessageFeature[] = ['SMS', 'MMS'];

/** Available numbers, by country and digits; the first is preselected. */
export function NumberPicker({ chosen, onChoose, count, full = false }: NumberPickerProps) {
  const { t, i18n } = useTranslation();
  const client = useApolloClient();
  const { applications } = useCurrentApplication();
  const { account } = useViewer();
  // The test phones are British, and agents may call only the countries of their own numbers.
  const languages = account.kind === 'SIMULATOR' ? [] : navigator.languages;
  const owned = applications.flatMap(({ numbers }) => numbers);
  const [country, setCountry] = useState(() => usualCountry(owned, languages));
  const [pattern, setPattern] = useState('');
  const [match, setMatch] = useState<NumberMatch>('CONTAINS');
  const [type, setType] = useState<NumberType | ''>('');
  const [features, setFeatures] = useState<MessageFeature[]>([]);
  const digits = readPartOfNumber(pattern);
  const variables = { country, pattern: digits ?? null, match, type: type || null, features, first: count };
  const { data, loading, error, refetch } = useQuery(AvailableNumbersDocument, {
    variables: { ...variables, after: null },
  });
  const key = JSON.stringify(variables);
  const list = useLongList(
    key,
    data?.availableNumbers,
    ({ msisdn }) => msisdn,
    async (after) => {
      const page = await client.query({
        query: AvailableNumbersDocument,
        variables: { ...variables, after },
        fetchPolicy: 'no-cache',
      });
      return page.data!.availableNumbers;
    },
  );
  const offered = list.nodes;
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
          label={t(`numbers.match.${match}`)}
          placeholder={t('numbers.anyDigits')}
          inputMode="numeric"
          maxLength={40}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={pattern}
          error={/[^\s+]/.test(pattern) && !digits && t('numbers.noDigits')}
          onChange={(event) => setPattern(event.currentTarget.value)}
        />
        {full && (
          <>
            <NativeSelect
              label={t('numbers.where')}
              value={match}
              onChange={(event) => setMatch(event.currentTarget.value as NumberMatch)}
              data={MATCHES.map((value) => ({ value, label: t(`numbers.match.${value}`) }))}
            />
            <NativeSelect
              label={t('numbers.kind')}
              value={type}
              onChange={(event) => setType(event.currentTarget.value as NumberType | '')}
              data={[
                { value: '', label: t('numbers.anyKind') },
                ...TYPES.map((value) => ({ value, label: t(`numbers.type.${value}`) })),
              ]}
            />
          </>
        )}
      </div>
      {full && (
        <Checkbox.Group
          label={t('numbers.also')}
          value={features}
          onChange={(chosenFeatures) => setFeatures(chosenFeatures as MessageFeature[])}
        >
          <Group gap="md" mt={4}>
            {FEATURES.map((value) => (
              <Checkbox key={value} value={value} label={value} />
            ))}
          </Group>
        </Checkbox.Group>
      )}
      <ProblemAlert error={error} onRetry={() => refetch()} />
      {loading && !offered && <LoadingRows rows={count} />}
      {offered?.length === 0 && <Text size="sm">{t('numbers.noneAvailable')}</Text>}
      {full && data && data.availableNumbers.totalCount > 0 && (
        <Text size="sm" c="dimmed" role="status">
          {t('numbers.found', { count: data.availableNumbers.totalCount })}
        </Text>
      )}
      <div className="dw-choices" role="radiogroup" aria-label={t('numbers.available')}>
        {offered?.map((number) => (
          <label key={number.msisdn} className="dw-choice">
            <input
              type="radio"
              name="number"
              checked={number.msisdn === chosen?.msisdn}
              onChange={() => onChoose(number)}
            />
            <span className="dw-figures dw-choice-title">
              <Flag country={number.country} /> {formatPhone(number.msisdn)}
            </span>
            <span className="dw-choice-note">
              {t(`numbers.type.${number.type}`)}
              {full && ` · ${number.features.join(', ')}`}
            </span>
            <span className="dw-figures dw-choice-end">
              {t('numbers.perMonth', { price: formatEuro(number.monthlyPrice, i18n.language) })}
            </span>
          </label>
        ))}
      </div>
      {full && list.hasMore && <More key={key} onMore={list.more} label={t('numbers.more')} />}
    </Stack>
  );
}
