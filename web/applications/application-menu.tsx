import { Menu } from '@mantine/core';
import { IconCheck, IconPlus } from '@tabler/icons-react';
import { type ReactElement, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useViewer } from '../accounts/viewer';
import { Dialog } from '../ui/dialogs/dialog';
import { ApplicationForm } from './application-form';
import { useCurrentApplication } from './current-application';

/** The choice of applications, opened, and the link to a new one. */
export function ApplicationMenu({ button }: { button: ReactElement }) {
  const { application, applications, choose } = useCurrentApplication();
  const { role } = useViewer();
  const { t } = useTranslation();
  const [creating, setCreating] = useState(false);
  return (
    <>
      <Menu position="bottom-start" width={260} defaultOpened>
        <Menu.Target>{button}</Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t('applications.choose')}</Menu.Label>
          {applications.map(({ id, name }) => (
            <Menu.Item
              key={id}
              onClick={() => choose(id)}
              rightSection={id === application?.id && <IconCheck size={16} aria-label={t('applications.chosen')} />}
            >
              {name}
            </Menu.Item>
          ))}
          {role === 'ADMIN' && (
            <>
              <Menu.Divider />
              <Menu.Item leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setCreating(true)}>
                {t('applications.new')}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Dialog opened={creating} onClose={() => setCreating(false)} title={t('applications.new')}>
        <ApplicationForm
          name=""
          onCreated={(id) => {
            choose(id);
            setCreating(false);
          }}
        />
      </Dialog>
    </>
  );
}
