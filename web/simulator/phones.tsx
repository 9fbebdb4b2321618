import { Button, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Simulator } from '../lib/handset/handset';
import { LoadingRows } from '../ui/lists/loading';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { Telephone } from './telephone';
import { usePhones } from './use-phones';
import './simulator.css';

/** The simulated phones, side by side. */
export function Phones({ simulator }: { simulator: Simulator }) {
  const { t } = useTranslation();
  const { phones, error, retry, add, remove } = usePhones(simulator);
  const [search] = useSearchParams();
  return (
    <>
      <div className="dw-phones-head">
        <div>
          <Title order={1}>{t('phone.title')}</Title>
          <Text c="dimmed" mt={4}>
            {t('phone.purpose')}
          </Text>
        </div>
        <Button variant="default" leftSection={<IconPlus size={16} aria-hidden />} onClick={add}>
          {t('phone.add')}
        </Button>
      </div>
      <ProblemAlert error={error} onRetry={retry} />
      {!phones && !error && <LoadingRows />}
      <div className="dw-phones-row">
        {phones?.map((number, place) => (
          <Telephone
            key={number}
            simulator={simulator}
            number={number}
            dialTo={place === 0 ? (search.get('to') ?? undefined) : undefined}
            onRemove={phones.length > 1 ? () => remove(number) : undefined}
          />
        ))}
      </div>
    </>
  );
}
