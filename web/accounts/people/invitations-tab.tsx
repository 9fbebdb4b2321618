import { useQuery } from '@apollo/client/react';
import { Badge, Table } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { InvitationsQuery } from '../../generated/graphql';
import { AskFirst } from '../../ui/dialogs/ask-first';
import { Empty } from '../../ui/lists/empty';
import { LoadingRows } from '../../ui/lists/loading';
import { TableHead } from '../../ui/lists/table-head';
import { ProblemAlert, useTell } from '../../ui/messages/problem-alert';
import { Moment } from '../../ui/values/moment';
import { InvitationsDocument, useRevokeInvitation } from './people';
import { Person } from './person';

type Invitation = InvitationsQuery['invitations'][number];

/** Single-use links that have not been used. */
export function InvitationsTab() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(InvitationsDocument, { fetchPolicy: 'cache-and-network' });
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows />;
  if (data.invitations.length === 0) {
    return (
      <Empty icon={<IconMail size={28} />} title={t('people.noInvitationsTitle')}>
        {t('people.noInvitationsHint')}
      </Empty>
    );
  }
  return (
    <Table className="dw-table" verticalSpacing="sm">
      <TableHead columns={[t('people.person'), t('people.purposeOf'), t('people.goodUntil')]} />
      <Table.Tbody>
        {data.invitations.map((invitation) => (
          <Table.Tr key={invitation.id}>
            <Table.Td>
              <Person {...invitation.member} />
            </Table.Td>
            <Table.Td data-label={t('people.purposeOf')}>{t(`people.link${invitation.purpose}`)}</Table.Td>
            <Table.Td data-label={t('people.goodUntil')}>
              {invitation.expired ? (
                <Badge variant="light" color="gray" className="dw-badge">
                  {t('people.expired')}
                </Badge>
              ) : (
                <Moment at={invitation.expiresAt} />
              )}
            </Table.Td>
            <Table.Td ta="right">
              <Withdraw invitation={invitation} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Withdraw({ invitation: { id, purpose, member } }: { invitation: Invitation }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [revoke] = useRevokeInvitation();
  const name = member.displayName;
  return (
    <AskFirst
      size="compact-sm"
      label={t('people.withdraw')}
      name={t('people.withdrawOf', { name })}
      title={t('people.withdrawTitle', { name })}
      action={t('people.withdraw')}
      onConfirm={() => revoke({ variables: { id } }).then(() => tell.done(t('people.withdrawn', { name })))}
    >
      {t(`people.withdraw${purpose}`)}
    </AskFirst>
  );
}
