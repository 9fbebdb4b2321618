import { Menu, Text } from '@mantine/core';
import { IconLogout, IconUserPlus } from '@tabler/icons-react';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { anotherSlot, useSlot, useSlotPath } from '../lib/slot';
import { useTell } from '../ui/problem-alert';
import { useSignOut } from './sign-in';
import { useViewer } from './viewer';

/** The person's menu, open to begin with. */
export function PersonMenuOpen({ button }: { button: ReactElement }) {
  const { t } = useTranslation();
  const { displayName, role } = useViewer();
  const inSlot = useSlotPath();
  const slot = useSlot();
  const signOut = useSignOut();
  const tell = useTell();
  return (
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
        <Menu.Item
          component="a"
          href={`/u/${anotherSlot(slot)}/sign-in`}
          target="_blank"
          leftSection={<IconUserPlus size={16} aria-hidden />}
        >
          {t('accounts.somebodyElse')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconLogout size={16} aria-hidden />}
          onClick={() => signOut(inSlot('sign-in')).catch(tell.problem)}
        >
          {t('accounts.logOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
