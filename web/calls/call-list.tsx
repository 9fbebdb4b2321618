import { Table } from '@mantine/core';
import { IconArrowDownLeft, IconArrowUpRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useViewer } from '../accounts/viewer';
import { formatDuration } from '../lib/language/format';
import { useSlotPath } from '../lib/slot';
import { type LongRow, LongTable } from '../ui/lists/long-table';
import { Elapsed } from '../ui/values/elapsed';
import { Moment } from '../ui/values/moment';
import { PhoneNumber } from '../ui/values/phone-number';
import { CallStatus } from './call-status';
import { type CallRow, nobodyNamed, outsideParty } from './calls';

/** Calls as rows; cards on a phone. */
export function CallList({ calls }: { calls: CallRow[] }) {
  const { t } = useTranslation();
  return (
    <LongTable
      rows={calls}
      keyOf={idOf}
      columns={5}
      head={
        <>
          <Table.Th>{t('calls.who')}</Table.Th>
          <Table.Th>{t('calls.agent')}</Table.Th>
          <Table.Th>{t('calls.result')}</Table.Th>
          <Table.Th>{t('calls.began')}</Table.Th>
          <Table.Th ta="right">{t('calls.length')}</Table.Th>
        </>
      }
    >
      {drawRow}
    </LongTable>
  );
}

const idOf = ({ id }: CallRow) => id;
const drawRow = (call: CallRow, place: LongRow) => <Row call={call} place={place} />;

function Row({ call, place }: { call: CallRow; place: LongRow }) {
  const { t } = useTranslation();
  const other = outsideParty(call);
  const Direction = call.direction === 'INBOUND' ? IconArrowDownLeft : IconArrowUpRight;
  return (
    <tr {...place}>
      <td>
        <CallLink id={call.id}>
          <Direction size={16} aria-label={t(`calls.direction.${call.direction}`)} />
          {other ? <PhoneNumber digits={other} withCountry /> : t(nobodyNamed(call.direction))}
        </CallLink>
      </td>
      <td data-label={t('calls.agent')}>{call.userName ?? '–'}</td>
      <td data-label={t('calls.result')}>
        <CallStatus call={call} />
      </td>
      <td data-label={t('calls.began')}>
        <Moment at={call.startedAt} />
      </td>
      <td className="dw-end" data-label={t('calls.length')}>
        {call.live && call.answeredAt ? (
          <Elapsed since={call.answeredAt} />
        ) : (
          <span className="dw-figures">
            {call.durationSeconds === null ? '–' : formatDuration(call.durationSeconds)}
          </span>
        )}
      </td>
    </tr>
  );
}

/** Links to the call's page, for people who may see it. */
function CallLink({ id, children }: { id: string; children: ReactNode }) {
  const inSlot = useSlotPath();
  const { role } = useViewer();
  if (role === 'AGENT') return <span className="dw-row-link">{children}</span>;
  return (
    <Link to={inSlot(`calls/${id}`)} className="dw-row-link">
      {children}
    </Link>
  );
}
