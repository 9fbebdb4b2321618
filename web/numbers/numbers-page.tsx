import { useQuery } from '@apollo/client/react';
import { Button, Stack, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconPhonePlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Application, useCurrentApplication } from '../applications/current-application';
import { RequireApplication } from '../applications/require-application';
import { formatEuro, formatPhone } from '../lib/format';
import { Dialog } from '../ui/dialog';
import { Empty } from '../ui/empty';
import { LoadingRows } from '../ui/loading';
import { Page } from '../ui/page';
import { PhoneNumber } from '../ui/phone-number';
import { ProblemAlert, useTell } from '../ui/problem-alert';
import { NumberMenu, type OwnedNumber } from './number-menu';
import { type AvailableNumber, NumberPicker } from './number-picker';
import { NumbersDocument, useRentNumber } from './numbers';

/** The phone numbers of the account, and which application answers each. */
export function NumbersPage() {
  const { t } = useTranslation();
  const [renting, setRenting] = useState(false);
  const { application } = useCurrentApplication();
  return (
    <Page
      title={t('numbers.title')}
      purpose={t('numbers.purpose')}
      action={
        application && (
          <Button leftSection={<IconPhonePlus size={18} aria-hidden />} onClick={() => setRenting(true)}>
            {t('numbers.rent')}
          </Button>
        )
      }
    >
      <RequireApplication>
        {(current) => (
          <>
            <Numbers application={current} />
            <Dialog opened={renting} onClose={() => setRenting(false)} title={t('numbers.rent')} size="lg">
              <RentForm application={current} onDone={() => setRenting(false)} />
            </Dialog>
          </>
        )}
      </RequireApplication>
    </Page>
  );
}

function Numbers({ application }: { application: Application }) {
  const { t, i18n } = useTranslation();
  const { data, error, refetch } = useQuery(NumbersDocument);
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows />;
  if (data.numbers.nodes.length === 0) {
    return (
      <Empty icon={<IconPhonePlus size={28} />} title={t('numbers.noneTitle')}>
        {t('numbers.noneHint')}
      </Empty>
    );
  }
  return (
    <Table className="dw-table" verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('numbers.number')}</Table.Th>
          <Table.Th>{t('numbers.kind')}</Table.Th>
          <Table.Th>{t('numbers.answeredBy')}</Table.Th>
          <Table.Th ta="right">{t('numbers.price')}</Table.Th>
          <Table.Th>
            <VisuallyHidden>{t('common.actions')}</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {data.numbers.nodes.map((number) => (
          <Table.Tr key={number.msisdn}>
            <Table.Td>
              <span className="dw-strong">
                <PhoneNumber digits={number.msisdn} withCountry />
              </span>
            </Table.Td>
            <Table.Td data-label={t('numbers.kind')}>{t(`numbers.type.${number.type}`)}</Table.Td>
            <Table.Td data-label={t('numbers.answeredBy')}>
              <AnsweredBy number={number} />
            </Table.Td>
            <Table.Td data-label={t('numbers.price')} ta="right" className="dw-figures">
              {number.monthlyPrice
                ? t('numbers.perMonth', { price: formatEuro(number.monthlyPrice, i18n.language) })
                : '–'}
            </Table.Td>
            <Table.Td ta="right">
              <NumberMenu number={number} application={application} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function AnsweredBy({ number: { application, linkedElsewhere, preset } }: { number: OwnedNumber }) {
  const { t } = useTranslation();
  if (!application) return linkedElsewhere ? t('numbers.elsewhere') : t('numbers.nobody');
  return (
    <span>
      {application.name}
      <Text size="sm" c="dimmed" component="span">
        {' · '}
        {preset ? t(`presets.kind.${preset}`) : t('numbers.asApplication')}
      </Text>
    </span>
  );
}

function RentForm({ application, onDone }: { application: Application; onDone: () => void }) {
  const { t, i18n } = useTranslation();
  const tell = useTell();
  const [chosen, setChosen] = useState<AvailableNumber | null>(null);
  const [rent, { loading, error }] = useRentNumber();

  const submit = () => {
    if (!chosen) return;
    const { country, msisdn, monthlyPrice } = chosen;
    rent({ variables: { input: { country, msisdn, monthlyPrice, applicationId: application.id } } }).then(
      () => {
        tell.done(t('numbers.rented', { number: formatPhone(msisdn), application: application.name }));
        onDone();
      },
      () => {},
    );
  };
  return (
    <Stack>
      <NumberPicker chosen={chosen} onChoose={setChosen} count={6} />
      <ProblemAlert error={error} />
      <Button loading={loading} disabled={!chosen} onClick={submit}>
        {chosen
          ? t('numbers.rentFor', {
              number: formatPhone(chosen.msisdn),
              price: formatEuro(chosen.monthlyPrice, i18n.language),
            })
          : t('numbers.rent')}
      </Button>
    </Stack>
  );
}
