import { useQuery } from '@apollo/client/react';
import { ActionIcon, Anchor, Button, Table, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconHeadset, IconTrash, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCurrentApplication } from '../applications/current-application';
import { RequireApplication } from '../applications/require-application';
import { useSlotPath } from '../lib/slot';
import { Confirm } from '../ui/confirm';
import { Dialog } from '../ui/dialog';
import { Empty } from '../ui/empty';
import { LoadingRows } from '../ui/loading';
import { Page } from '../ui/page';
import { ProblemAlert, useTell } from '../ui/problem-alert';
import { NewUserForm } from './new-user-form';
import { UsersDocument, useDeleteUser } from './users';

/** The application's users: who can be rung, and who can place calls. */
export function UsersPage() {
  const { t } = useTranslation();
  const [adding, setAdding] = useState(false);
  const { application } = useCurrentApplication();
  return (
    <Page
      title={t('users.title')}
      purpose={t('users.purpose')}
      action={
        application && (
          <Button leftSection={<IconUserPlus size={18} aria-hidden />} onClick={() => setAdding(true)}>
            {t('users.new')}
          </Button>
        )
      }
    >
      <RequireApplication>
        {({ id }) => (
          <>
            <Users applicationId={id} />
            <Dialog opened={adding} onClose={() => setAdding(false)} title={t('users.new')}>
              <NewUserForm applicationId={id} onDone={() => setAdding(false)} />
            </Dialog>
          </>
        )}
      </RequireApplication>
    </Page>
  );
}

function Users({ applicationId }: { applicationId: string }) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const { data, error, refetch } = useQuery(UsersDocument, { variables: { applicationId } });
  if (error) return <ProblemAlert error={error} onRetry={() => refetch()} />;
  if (!data) return <LoadingRows />;
  if (data.users.nodes.length === 0) {
    return (
      <Empty icon={<IconUserPlus size={28} />} title={t('users.noneTitle')}>
        {t('users.noneHint')}
      </Empty>
    );
  }
  return (
    <Table className="dw-table" verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('users.name')}</Table.Th>
          <Table.Th>{t('users.displayName')}</Table.Th>
          <Table.Th>{t('console.title')}</Table.Th>
          <Table.Th>
            <VisuallyHidden>{t('common.actions')}</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {data.users.nodes.map(({ id, name, displayName }) => (
          <Table.Tr key={id}>
            <Table.Td className="dw-strong">{name}</Table.Td>
            <Table.Td data-label={t('users.displayName')}>{displayName ?? '–'}</Table.Td>
            <Table.Td data-label={t('console.title')}>
              <Anchor
                size="sm"
                href={`${inSlot('console')}?user=${encodeURIComponent(name)}`}
                target="_blank"
                className="dw-with-icon"
              >
                <IconHeadset size={16} aria-hidden /> {t('console.logInAs', { name })}
              </Anchor>
            </Table.Td>
            <Table.Td ta="right">
              <DeleteUser id={id} name={name} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function DeleteUser({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [deleteUser] = useDeleteUser();
  const [asking, setAsking] = useState(false);
  const label = t('users.delete', { name });
  return (
    <>
      <Tooltip label={label}>
        <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={() => setAsking(true)}>
          <IconTrash size={18} />
        </ActionIcon>
      </Tooltip>
      <Confirm
        opened={asking}
        onClose={() => setAsking(false)}
        title={t('users.deleteTitle', { name })}
        action={t('common.delete')}
        onConfirm={() => deleteUser({ variables: { id } }).then(() => tell.done(t('users.deleted', { name })))}
      >
        {t('users.deleteHint')}
      </Confirm>
    </>
  );
}
