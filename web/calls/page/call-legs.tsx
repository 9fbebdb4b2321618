import { Stack, Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatEuro } from '../../lib/language/format';
import { Moment } from '../../ui/values/moment';
import { useNameOf } from '../../users/names';
import { legWords } from '../status-word';
import type { Call } from './timeline';
import { partyOf } from './timeline-view';

/** The legs of a call as rows. */
export function CallLegs({ legs }: { legs: Call['legs'] }) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const time = (iso: string | null) => (iso ? <Moment at={iso} clock /> : '–');
  return (
    <Table className="dw-table" verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('calls.participant')}</Table.Th>
          <Table.Th>{t('calls.result')}</Table.Th>
          <Table.Th>{t('calls.began')}</Table.Th>
          <Table.Th>{t('calls.answeredAt')}</Table.Th>
          <Table.Th>{t('calls.endedAt')}</Table.Th>
          <Table.Th ta="right">{t('calls.price')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {legs.map((leg) => (
          <Table.Tr key={leg.uuid}>
            <Table.Td>
              <Stack gap={0}>
                <span className="dw-figures">{partyOf(leg, t('calls.withheldParty'), nameOf)}</span>
                <Text size="xs" c="dimmed" className="dw-uuid">
                  {leg.uuid}
                </Text>
              </Stack>
            </Table.Td>
            <Table.Td data-label={t('calls.result')}>
              {legWords(leg, t)}
              {leg.reconciled && ` · ${t('calls.reconciled')}`}
              {leg.heldSince && !leg.endedAt && (
                <Text size="sm">
                  {t('calls.onHoldSince')} <Moment at={leg.heldSince} clock />
                </Text>
              )}
            </Table.Td>
            <Table.Td data-label={t('calls.began')}>{time(leg.startedAt)}</Table.Td>
            <Table.Td data-label={t('calls.answeredAt')}>{time(leg.answeredAt)}</Table.Td>
            <Table.Td data-label={t('calls.endedAt')}>{time(leg.endedAt)}</Table.Td>
            <Table.Td data-label={t('calls.price')} ta="right">
              {leg.price ? formatEuro(leg.price, i18n.language) : '–'}
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
