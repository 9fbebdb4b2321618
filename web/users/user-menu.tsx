import { Menu } from '@mantine/core';
import { IconHeadset } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../accounts/viewer';
import { useSlotPath } from '../lib/slot';
import { Confirm } from '../ui/dialogs/confirm';
import { Dialog } from '../ui/dialogs/dialog';
import { type OpenRowMenu, RowMenu } from '../ui/lists/row-menu';
import { useTell } from '../ui/messages/problem-alert';
import { RenameUser } from './rename-user';
import { UserToken } from './user-token';
import { useDeleteUser } from './users';
import type { UserRow } from './users-query';

interface UserMenuProps {
  applicationId: string;
  user: UserRow;
}

/** Actions for a user. */
export function UserMenu({ applicationId, user }: UserMenuProps) {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  const { role } = useViewer();
  const { name } = user;
  if (role !== 'ADMIN') return null;
  return (
    <div className="dw-row-actions">
      <a
        href={`${inSlot('console')}?user=${encodeURIComponent(name)}`}
        target="_blank"
        rel="noreferrer"
        className="dw-row-action dw-with-icon"
        aria-label={t('users.consoleOf', { name })}
      >
        <IconHeadset size={16} aria-hidden /> {t('console.title')}
      </a>
      <RowMenu label={t('users.menu', { name })}>
        {(menu) => <OpenUserMenu {...menu} applicationId={applicationId} user={user} />}
      </RowMenu>
    </div>
  );
}

function OpenUserMenu({ applicationId, user, button, ...menu }: UserMenuProps & OpenRowMenu) {
  const { t } = useTranslation();
  const tell = useTell();
  const [deleteUser] = useDeleteUser();
  const [open, setOpen] = useState<'rename' | 'token' | 'delete'>();
  const close = () => setOpen(undefined);
  const { id, name } = user;
  return (
    <>
      <Menu position="bottom-end" width={220} {...menu}>
        <Menu.Target>{button}</Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setOpen('rename')}>{t('users.rename')}</Menu.Item>
          <Menu.Item onClick={() => setOpen('token')}>{t('users.token.issue')}</Menu.Item>
          <Menu.Divider />
          <Menu.Item color="red" onClick={() => setOpen('delete')}>
            {t('users.delete', { name })}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Dialog opened={open === 'rename'} onClose={close} title={t('users.renameTitle', { name })}>
        <RenameUser user={user} onDone={close} />
      </Dialog>
      <Dialog opened={open === 'token'} onClose={close} title={t('users.token.title', { name })} size="lg">
        <UserToken applicationId={applicationId} name={name} />
      </Dialog>
      <Confirm
        opened={open === 'delete'}
        onClose={close}
        title={t('users.deleteTitle', { name })}
        action={t('common.delete')}
        onConfirm={() => deleteUser({ variables: { id } }).then(() => tell.done(t('users.deleted', { name })))}
      >
        {t('users.deleteHint')}
      </Confirm>
    </>
  );
}
