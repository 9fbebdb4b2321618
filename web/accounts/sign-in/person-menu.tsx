import { ActionIcon, Avatar } from '@mantine/core';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { onDemand } from '../../lib/wanted';
import { useViewer } from '../viewer';

const [PersonMenuOpen, useWanted] = onDemand(async () => (await import('./person-menu-open')).PersonMenuOpen);

/** The signed-in person, and signing out. */
export function PersonMenu() {
  const { t } = useTranslation();
  const { displayName } = useViewer();
  const { wanted, reach } = useWanted();
  const button = (
    <ActionIcon variant="transparent" size="lg" aria-haspopup="menu" {...(!wanted && reach)}>
      <span className="dw-spoken">{t('accounts.personMenu', { name: displayName })}</span>
      <Avatar size={30} color="ai" variant="light" name={displayName} alt="" aria-hidden />
    </ActionIcon>
  );
  if (!wanted) return button;
  return (
    <Suspense fallback={button}>
      <PersonMenuOpen button={button} />
    </Suspense>
  );
}
