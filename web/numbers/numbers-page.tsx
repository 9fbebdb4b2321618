import { useQuery } from '@apollo/client/react';
import { Button, Menu, Modal, Stack, Table, VisuallyHidden } from '@mantine/core';
import { IconDots, IconPhonePlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Application, useCurrentApplication } from '../applications/current-application';
import { RequireApplication } from '../applications/require-application';
import type { NumbersQuery } from '../generated/graphql';
import { formatEuro, formatPhone } from '../lib/format';
import { Confirm } from '../ui/confirm';
import { Empty } from '../ui/empty';
import { LoadingRows } from '../ui/loading';
import { Page } from '../ui/page';
import { PhoneNumber } from '../ui/phone-number';
import { ProblemAlert, useTell } from '../ui/problem-alert';
import { type AvailableNumber, NumberPicker } from './number-picker';
import { NumbersDocument, useAssignNumber, useCancelNumber, useRentNumber, useUnassignNumber } from './numbers';

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
            <Modal opened={renting} onClose={() => setRenting(false)} title={t('numbers.rent')} size="lg">
              <RentForm application={current} onDone={() => setRenting(false)} />
            </Modal>
          </>
        )}
      </RequireApplication>
    </Page>
  );
}

type OwnedNumber = NumbersQuery['numbers']['nodes'][number];

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
              {number.application?.name ?? (number.linkedElsewhere ? t('numbers.elsewhere') : t('numbers.nobody'))}
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

function NumberMenu({ number, application }: { number: OwnedNumber; application: Application }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [assign] = useAssignNumber();
  const [unassign] = useUnassignNumber();
  const [cancel] = useCancelNumber();
  const [cancelling, setCancelling] = useState(false);
  const { msisdn } = number;
  const shown = formatPhone(msisdn);
  const assignHere = () =>
    assign({ variables: { input: { msisdn, applicationId: application.id, move: true } } }).then(
      () => tell.done(t('numbers.assigned', { number: shown, application: application.name })),
      tell.problem,
    );
  const giveUp = () =>
    cancel({ variables: { msisdn } }).then(() => tell.done(t('numbers.cancelled', { number: shown })));

  return (
    <>
      <Menu position="bottom-end" width={260}>
        <Menu.Target>
          <Button variant="subtle" color="gray" size="compact-md" aria-label={t('numbers.menu', { number: shown })}>
            <IconDots size={18} />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {number.application?.id !== application.id && (
            <Menu.Item onClick={assignHere}>{t('numbers.assign', { application: application.name })}</Menu.Item>
          )}
          {number.application && (
            <Menu.Item onClick={() => unassign({ variables: { msisdn } }).catch(tell.problem)}>
              {t('numbers.unassign')}
            </Menu.Item>
          )}
          <Menu.Item color="red" onClick={() => setCancelling(true)}>
            {t('numbers.cancel')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        opened={cancelling}
        onClose={() => setCancelling(false)}
        title={t('numbers.cancelTitle', { number: shown })}
        action={t('numbers.cancel')}
        onConfirm={giveUp}
      >
        {t('numbers.cancelHint')}
      </Confirm>
    </>
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
