import { Button } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../lists/empty';

/** Browsers' errors when part of the program cannot be loaded: the server is down, or has a new version. */
const NOT_LOADED = /module/i;

/** Replaces a page that failed or could not be loaded. */
export function Broken({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const reason = error instanceof Error ? error.message : String(error);
  const notLoaded = error instanceof TypeError && NOT_LOADED.test(reason);
  return (
    <div className="dw-loading-page">
      <Empty
        icon={<IconPlugConnectedX size={28} />}
        title={notLoaded ? t('frame.notLoadedTitle') : t('frame.brokenTitle')}
        action={<Button onClick={() => window.location.reload()}>{t('common.tryAgain')}</Button>}
      >
        {notLoaded ? t('frame.notLoadedHint') : t('frame.brokenHint', { reason })}
      </Empty>
    </div>
  );
}
