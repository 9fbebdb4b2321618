import { Button } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { onDemand } from '../lib/wanted';
import { useCurrentApplication } from './current-application';

const [ApplicationMenu, useWanted] = onDemand(async () => (await import('./application-menu')).ApplicationMenu);

/** The current application, with a menu to choose another. */
export function ApplicationSwitch() {
  const { application } = useCurrentApplication();
  const { t } = useTranslation();
  const { wanted, reach } = useWanted();
  if (!application) return null;
  const button = (
    <Button
      variant="default"
      size="compact-sm"
      className="dw-application"
      rightSection={<IconChevronDown size={14} aria-hidden />}
      aria-label={t('applications.current', { name: application.name })}
      aria-haspopup="menu"
      {...(!wanted && reach)}
    >
      {application.name}
    </Button>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <ApplicationMenu button={button} />
    </Suspense>
  );
}
