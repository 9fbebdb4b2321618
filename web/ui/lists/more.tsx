import { Button } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTell } from '../messages/problem-alert';

interface MoreProps {
  onMore: () => Promise<unknown>;
  /** Loads automatically when the reader comes near. */
  auto?: boolean;
  /** Label of the button; default "Show older". */
  label?: string;
}

/** Distance below the visible area at which the button presses itself. */
const NEAR = '800px';

/** Loads more rows. */
export function More({ onMore, auto, label }: MoreProps) {
  const { t } = useTranslation();
  const tell = useTell();
  const [loading, setLoading] = useState(false);
  const [failed, setFailed] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const more = async () => {
    setLoading(true);
    setFailed(false);
    await onMore().catch((error) => {
      setFailed(true);
      tell.problem(error);
    });
    setLoading(false);
  };
  const latest = useRef(more);
  latest.current = more;

  useEffect(() => {
    if (!auto || loading || failed || !button.current) return;
    const watch = new IntersectionObserver(
      ([seen]) => {
        if (seen?.isIntersecting) latest.current();
      },
      { rootMargin: NEAR },
    );
    watch.observe(button.current);
    return () => watch.disconnect();
  }, [auto, loading, failed]);

  return (
    <Button ref={button} variant="default" onClick={more} loading={loading} className="dw-more">
      {label ?? t('common.older')}
    </Button>
  );
}
