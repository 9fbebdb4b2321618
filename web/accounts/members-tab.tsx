import { useQuery } from '@apollo/client/react';
import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { graphql } from '../generated/gql';
import { LoadingRows } from '../ui/loading';
import { ProblemAlert } from '../ui/problem-alert';

const MembersDocument = graphql(`
  query Members {
    members {
      id
      name
      displayName
      role
      applicationId
      userName
    }
  }
`);

/** The people who sign in here. */
export function MembersTab() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(MembersDocument);
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows />;
  return (
    <Table className="dw-table" verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('people.person')}</Table.Th>
          <Table.Th>{t('people.role')}</Table.Th>
          <Table.Th>{t('people.user')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {data.members.map(({ id, name, displayName, role, userName }) => (
          <Table.Tr key={id}>
            <Table.Td>
              <div>
                <Text fw={600}>{displayName}</Text>
                <Text size="sm" c="dimmed">
                  {name}
                </Text>
              </div>
            </Table.Td>
            <Table.Td data-label={t('people.role')}>{t(`accounts.role.${role}`)}</Table.Td>
            <Table.Td data-label={t('people.user')}>{userName ?? '–'}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
