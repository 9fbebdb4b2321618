import { useQuery } from '@apollo/client/react';
import { Stack, Table, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { countryName } from '../lib/language/format';
import { LoadingRows } from '../ui/lists/loading';
import { More } from '../ui/lists/more';
import { ProblemAlert } from '../ui/messages/problem-alert';
import { Moment } from '../ui/values/moment';
import { PhoneNumber } from '../ui/values/phone-number';
import { UserName, UserNames } from '../users/names';
import { DiallingRefusalsDocument } from './dialling';

/** Blocked calls, newest first. */
export function Refusals() {
  const { t, i18n } = useTranslation();
  const { data, error, refetch, fetchMore } = useQuery(DiallingRefusalsDocument, { fetchPolicy: 'network-only' });
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows />;
  const { nodes, pageInfo } = data.diallingRefusals;
  const more = () =>
    fetchMore({
      variables: { after: pageInfo.endCursor },
      updateQuery: (before, { fetchMoreResult: { diallingRefusals: older } }) => ({
        diallingRefusals: { ...older, nodes: [...before.diallingRefusals.nodes, ...older.nodes] },
      }),
    });
  return (
    <Stack component="section">
      <Title order={2} size="h3">
        {t('dialling.refusedTitle')}
      </Title>
      {nodes.length === 0 ? (
        <Text c="dimmed">{t('dialling.refusedNone')}</Text>
      ) : (
        <Table className="dw-table" verticalSpacing="sm">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('dialling.at')}</Table.Th>
              <Table.Th>{t('dialling.user')}</Table.Th>
              <Table.Th>{t('dialling.number')}</Table.Th>
              <Table.Th>{t('dialling.why')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {nodes.map(({ id, at, applicationId, userName, way, rule, number, country }) => (
              <Table.Tr key={id}>
                <Table.Td>
                  <Moment at={at} />
                </Table.Td>
                <Table.Td data-label={t('dialling.user')}>
                  <UserNames applicationId={applicationId}>
                    <UserName user={userName} />
                  </UserNames>{' '}
                  {way !== 'CALL' && (
                    <Text component="span" size="sm" c="dimmed">
                      {t(`dialling.way.${way}`)}
                    </Text>
                  )}
                </Table.Td>
                <Table.Td data-label={t('dialling.number')}>
                  {number ? <PhoneNumber digits={number} /> : t('dialling.erased')}
                </Table.Td>
                <Table.Td data-label={t('dialling.why')}>
                  {t(`dialling.rule.${rule}`)}
                  {rule === 'COUNTRY' && country && `: ${countryName(country, i18n.language)}`}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {pageInfo.hasNextPage && <More onMore={more} />}
    </Stack>
  );
}
