import { useApolloClient, useQuery } from '@apollo/client/react';
import { Button, Table, Text, VisuallyHidden } from '@mantine/core';
import { IconPhonePlus } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Application, useCurrentApplication } from '../applications/current-application';
import { RequireApplication } from '../applications/require-application';
import { formatEuro, formatPhone } from '../lib/language/format';
import { Dialog } from '../ui/dialogs/dialog';
import { Page } from '../ui/frame/page';
import { Empty } from '../ui/lists/empty';
import { LoadingRows } from '../ui/lists/loading';
import { type LongRow, LongTable } from '../ui/lists/long-table';
import { More } from '../ui/lists/more';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { Flag } from '../ui/values/flag';
import { NumberMenu, type OwnedNumber } from './number-menu';
import { NumbersDocument } from './numbers';
import { RentForm } from './rent-form';

/** Phone numbers of the account, and which application answers each. */
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
  const { t } = useTranslation();
  const client = useApolloClient();
  const { data, error, refetch } = useQuery(NumbersDocument, { variables: { after: null } });
  const older = async () => {
    const after = data?.numbers.pageInfo.endCursor ?? null;
    const page = await client.query({ query: NumbersDocument, variables: { after }, fetchPolicy: 'no-cache' });
    const { numbers } = page.data!;
    client.cache.updateQuery({ query: NumbersDocument, variables: { after: null } }, (before) =>
      before ? { numbers: { ...numbers, nodes: [...before.numbers.nodes, ...numbers.nodes] } } : before,
    );
  };
  const drawRow = useCallback(
    (number: OwnedNumber, place: LongRow) => <Row number={number} application={application} place={place} />,
    [application],
  );
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows />;
  const { nodes, pageInfo } = data.numbers;
  if (nodes.length === 0) {
    return (
      <Empty icon={<IconPhonePlus size={28} />} title={t('numbers.noneTitle')}>
        {t('numbers.noneHint')}
      </Empty>
    );
  }
  return (
    <>
      <LongTable
        rows={nodes}
        keyOf={msisdnOf}
        columns={6}
        head={
          <>
            <Table.Th>{t('numbers.number')}</Table.Th>
            <Table.Th>{t('numbers.kind')}</Table.Th>
            <Table.Th>{t('numbers.features')}</Table.Th>
            <Table.Th>{t('numbers.answeredBy')}</Table.Th>
            <Table.Th ta="right">{t('numbers.price')}</Table.Th>
            <Table.Th>
              <VisuallyHidden>{t('common.actions')}</VisuallyHidden>
            </Table.Th>
          </>
        }
      >
        {drawRow}
      </LongTable>
      {pageInfo.hasNextPage && <More auto onMore={older} label={t('numbers.more')} />}
    </>
  );
}

const msisdnOf = ({ msisdn }: OwnedNumber) => msisdn;

interface RowProps {
  number: OwnedNumber;
  application: Application;
  place: LongRow;
}

function Row({ number, application, place }: RowProps) {
  const { t, i18n } = useTranslation();
  return (
    <tr {...place}>
      <td>
        <span className="dw-strong dw-figures">
          <Flag country={number.country} /> {formatPhone(number.msisdn)}
        </span>
      </td>
      <td data-label={t('numbers.kind')}>{t(`numbers.type.${number.type}`)}</td>
      <td data-label={t('numbers.features')}>
        {number.features.join(', ')}
        {!number.canVoice && (
          <Text size="sm" c="red" component="span">
            {' '}
            {t('numbers.noCalls')}
          </Text>
        )}
      </td>
      <td data-label={t('numbers.answeredBy')}>
        <AnsweredBy number={number} />
      </td>
      <td data-label={t('numbers.price')} className="dw-end dw-figures">
        {number.monthlyPrice ? t('numbers.perMonth', { price: formatEuro(number.monthlyPrice, i18n.language) }) : '–'}
      </td>
      <td className="dw-end">
        <NumberMenu number={number} application={application} />
      </td>
    </tr>
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
