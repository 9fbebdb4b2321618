import { useQuery } from '@apollo/client/react';
import { Badge, Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LoadingRows } from '../../ui/lists/loading';
import { TableHead } from '../../ui/lists/table-head';
import { ProblemAlert } from '../../ui/messages/problem-alert';
import { MemberMenu } from './member-menu';
import { MembersDocument } from './people';
import { Person } from './person';

/** The people of the account. */
export function MembersTab() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(MembersDocument, { fetchPolicy: 'cache-and-network' });
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows />;
  return (
    <Table className="dw-table" verticalSpacing="sm">
      <TableHead columns={[t('people.person'), t('people.role'), t('people.user')]} />
      <Table.Tbody>
        {data.members.map((member) => (
          <Table.Tr key={member.id}>
            <Table.Td>
              <Person name={member.name} displayName={member.displayName}>
                {member.owner && (
                  <Badge variant="light" className="dw-badge">
                    {t('people.owner')}
                  </Badge>
                )}
                {member.hasSecondFactor && (
                  <Badge variant="light" color="green" className="dw-badge">
                    {t('security.hasIt')}
                  </Badge>
                )}
                {member.role === 'ADMIN' && !member.hasSecondFactor && member.state === 'ACTIVE' && (
                  <Badge variant="light" color="yellow" className="dw-badge">
                    {t('security.lacksIt')}
                  </Badge>
                )}
                {member.state === 'ACTIVE' && !member.owner && !member.signedInAt && (
                  <Badge variant="light" color="gray" className="dw-badge">
                    {t('people.neverSignedIn')}
                  </Badge>
                )}
                {member.state !== 'ACTIVE' && (
                  <Badge variant="light" color="gray" className="dw-badge">
                    {t(`people.state.${member.state}`)}
                  </Badge>
                )}
              </Person>
            </Table.Td>
            <Table.Td data-label={t('people.role')}>{t(`accounts.role.${member.role}`)}</Table.Td>
            <Table.Td data-label={t('people.user')}>{member.userName ?? '–'}</Table.Td>
            <Table.Td ta="right">
              <MemberMenu member={member} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}
