import { Button } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTell } from './problem-alert';

/** Shows older rows. */
export function More({ onMore }: { onMore: () => Promise<unknown> }) {
  const { t } = useTranslation();
  const tell = useTell();
  const [loading, setLoading] = useState(false);
  const more = async () => {
    setLoading(true);
    await onMore().catch(tell.problem);
    setLoading(false);
  };
  return (
    <Button variant="default" onClick={more} loading={loading} className="dw-more">
      {t('common.older')}
    </Button>
  );
}
