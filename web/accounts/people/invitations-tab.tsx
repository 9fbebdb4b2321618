import { useQuery } from '@apollo/client/react';
import { Badge, Button, Table, VisuallyHidden } from '@mantine/core';
import { IconMail } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { InvitationsQuery } from '../../generated/graphql';
import { Confirm } from '../../ui/dialogs/confirm';
import { Empty } from '../../ui/lists/empty';
import { LoadingRows } from '../../ui/lists/loading';
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
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('people.person')}</Table.Th>
          <Table.Th>{t('people.purposeOf')}</Table.Th>
          <Table.Th>{t('people.goodUntil')}</Table.Th>
          <Table.Th>
            <VisuallyHidden>{t('common.actions')}</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
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
  const [asking, setAsking] = useState(false);
  const name = member.displayName;
  const revokeNow = () => revoke({ variables: { id } }).then(() => tell.done(t('people.withdrawn', { name })));
  return (
    <>
      <Button
        variant="default"
        size="compact-sm"
        aria-label={t('people.withdrawOf', { name })}
        onClick={() => setAsking(true)}
      >
        {t('people.withdraw')}
      </Button>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('people.withdrawTitle', { name })}
        action={t('people.withdraw')}
        onConfirm={revokeNow}
      >
        {t(`people.withdraw${purpose}`)}
      </Confirm>
    </>
  );
}
