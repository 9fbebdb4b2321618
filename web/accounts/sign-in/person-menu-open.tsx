import { Menu, Text } from '@mantine/core';
import { IconDevices, IconLock, IconLogout, IconShieldLock, IconUserPlus } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { mayLeave } from '../../lib/leave-guard';
import { anotherSlot, useSlot, useSlotPath } from '../../lib/slot';
import { Dialog } from '../../ui/dialogs/dialog';
import { useTell } from '../../ui/messages/problem-alert';
import { SecondFactorPanel } from '../second-factor/second-factor-panel';
import { useViewer } from '../viewer';
import { ChangePassword } from './change-password';
import { SessionList } from './session-list';
import { useSignOut } from './sign-in';

/** The person's menu, open to begin with. */
export function PersonMenuOpen({ button }: { button: ReactElement }) {
  const { t } = useTranslation();
  const { displayName, role, owner } = useViewer();
  const inSlot = useSlotPath();
  const slot = useSlot();
  const signOut = useSignOut();
  const tell = useTell();
  const [open, setOpen] = useState<'password' | 'secondFactor' | 'sessions'>();
  const close = () => setOpen(undefined);

  async function logOut(): Promise<void> {
    if (await mayLeave()) await signOut(inSlot('sign-in'));
  }

  return (
    <>
      <Menu position="bottom-end" width={240} defaultOpened>
        <Menu.Target>{button}</Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            <Text size="sm" fw={600} c="var(--mantine-color-text)">
              {displayName}
            </Text>
            {t(`accounts.role.${role}`)}
          </Menu.Label>
          <Menu.Divider />
          {!owner && (
            <Menu.Item leftSection={<IconLock size={16} aria-hidden />} onClick={() => setOpen('password')}>
              {t('people.changePassword')}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconShieldLock size={16} aria-hidden />} onClick={() => setOpen('secondFactor')}>
            {t('security.secondFactor')}
          </Menu.Item>
          <Menu.Item leftSection={<IconDevices size={16} aria-hidden />} onClick={() => setOpen('sessions')}>
            {t('people.ownSessions')}
          </Menu.Item>
          <Menu.Item
            component="a"
            href={`/u/${anotherSlot(slot)}/sign-in`}
            target="_blank"
            leftSection={<IconUserPlus size={16} aria-hidden />}
          >
            {t('accounts.somebodyElse')}
          </Menu.Item>
          <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => logOut().catch(tell.problem)}>
            {t('accounts.logOut')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Dialog opened={open === 'password'} onClose={close} title={t('people.changePassword')}>
        <ChangePassword onDone={close} />
      </Dialog>
      <Dialog opened={open === 'secondFactor'} onClose={close} title={t('security.secondFactor')}>
        <SecondFactorPanel />
      </Dialog>
      <Dialog opened={open === 'sessions'} onClose={close} title={t('people.ownSessions')} size="lg">
        <SessionList everybody={false} />
      </Dialog>
    </>
  );
}
