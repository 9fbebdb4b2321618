import { Table, VisuallyHidden } from '@mantine/core';
import { IconArrowDownLeft, IconArrowUpRight, IconNote, IconPhone } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useViewer } from '../accounts/viewer';
import { formatPhone } from '../lib/language/format';
import { useSlotPath } from '../lib/slot';
import { type LongRow, LongTable } from '../ui/lists/long-table';
import { Moment } from '../ui/values/moment';
import { PhoneNumber } from '../ui/values/phone-number';
import { useNameOf } from '../users/names';
import { agentsOf } from './call-agents';
import { CallStatus } from './call-status';
import { TalkTime, WaitTime } from './call-times';
import { type CallRow, isDialable, nobodyNamed, outsideParty } from './calls';
import './calls.css';

/** Calls as rows; cards on a phone. */
export function CallList({ calls }: { calls: CallRow[] }) {
  const { t } = useTranslation();
  return (
    <LongTable
      rows={calls}
      keyOf={idOf}
      columns={7}
      dense
      head={
        <>
          <Table.Th>{t('calls.who')}</Table.Th>
          <Table.Th>{t('calls.agents')}</Table.Th>
          <Table.Th>{t('calls.result')}</Table.Th>
          <Table.Th ta="right">{t('calls.wait')}</Table.Th>
          <Table.Th ta="right">{t('calls.length')}</Table.Th>
          <Table.Th>{t('calls.began')}</Table.Th>
          <Table.Th>
            <VisuallyHidden>{t('calls.notes')}</VisuallyHidden>
          </Table.Th>
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
  const nameOf = useNameOf();
  const other = outsideParty(call);
  const Direction = call.direction === 'INBOUND' ? IconArrowDownLeft : IconArrowUpRight;
  return (
    <tr {...place}>
      <td>
        <span className="dw-call-contact">
          <CallLink id={call.id}>
            <Direction size={16} aria-label={t(`calls.direction.${call.direction}`)} />
            {call.contact && <span className="dw-call-name">{call.contact.name}</span>}
            {other ? (
              <PhoneNumber digits={nameOf(other)} withCountry={!call.contact} />
            ) : (
              t(nobodyNamed(call.direction))
            )}
          </CallLink>
          {other && <CallBack number={other} />}
        </span>
      </td>
      <td data-label={t('calls.agents')}>{agentsOf(call, nameOf) || '–'}</td>
      <td data-label={t('calls.result')}>
        <CallStatus call={call} />
      </td>
      <td className="dw-end" data-label={t('calls.wait')}>
        <WaitTime call={call} />
      </td>
      <td className="dw-end" data-label={t('calls.length')}>
        <TalkTime call={call} />
      </td>
      <td data-label={t('calls.began')}>
        <Moment at={call.startedAt} />
      </td>
      <td className="dw-call-noted">
        {call.hasNotes && <IconNote size={16} role="img" aria-label={t('calls.hasNotes')} />}
      </td>
    </tr>
  );
}

/** The call's page then leads back to the list as it was. */
const FROM_LIST = { fromList: true };

/** Links to the call's page, for people who may see it. */
function CallLink({ id, children }: { id: string; children: ReactNode }) {
  const inSlot = useSlotPath();
  const { role } = useViewer();
  if (role === 'AGENT') return <span className="dw-row-link">{children}</span>;
  return (
    <Link to={inSlot(`calls/${id}`)} state={FROM_LIST} className="dw-row-link">
      {children}
    </Link>
  );
}

/** Opens the console, which calls the number. Nothing for a name or an address, which cannot be dialed. */
export function CallBack({ number }: { number: string }) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  if (!isDialable(number)) return null;
  const label = t('calls.callBack', { number: formatPhone(number) });
  return (
    <Link to={`${inSlot('console')}?call=${number}`} className="dw-call-back" aria-label={label} title={label}>
      <IconPhone size={16} aria-hidden />
    </Link>
  );
}
