import { Button } from '@mantine/core';
import { IconApps } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useSlotPath } from '../lib/slot';
import { Empty } from '../ui/lists/empty';
import { type Application, useCurrentApplication } from './current-application';

/** Shows what belongs to the current application, or where to create the first one. */
export function RequireApplication({ children }: { children: (application: Application) => ReactNode }) {
  const { application } = useCurrentApplication();
  return application ? children(application) : <NoApplication />;
}

/** What an application is, and how to create the first one. */
export function NoApplication() {
  const { t } = useTranslation();
  const inSlot = useSlotPath();
  return (
    <Empty
      icon={<IconApps size={28} />}
      title={t('applications.noneTitle')}
      action={
        <Button component={Link} to={inSlot('')}>
          {t('applications.setUp')}
        </Button>
      }
    >
      {t('applications.noneHint')}
    </Empty>
  );
}
