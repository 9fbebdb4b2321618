import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCurrentApplication } from './current-application';

/** The application that the pages are about; a menu when there are several. */
export function ApplicationSwitch() {
  const { application, applications, choose } = useCurrentApplication();
  const { t } = useTranslation();
  if (!application) return null;
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <Button
          variant="default"
          size="compact-sm"
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-label={t('applications.current', { name: application.name })}
        >
          {application.name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('applications.choose')}</Menu.Label>
        {applications.map(({ id, name }) => (
          <Menu.Item
            key={id}
            onClick={() => choose(id)}
            rightSection={id === application.id && <IconCheck size={16} aria-label={t('applications.chosen')} />}
          >
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
