import { useEffect, useState } from 'react';
import { useSettled } from '../lib/settled';

/** Signs that someone uses the page. */
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Whether someone uses the page, or it has been open for a moment: what is large is loaded after what is read first.
 */
export function useReader(): boolean {
  const isSettled = useSettled();
  const [isUsed, setUsed] = useState(false);
  useEffect(() => {
    const use = () => setUsed(true);
    for (const sign of SIGNS) window.addEventListener(sign, use, { once: true, passive: true });
    return () => {
      for (const sign of SIGNS) window.removeEventListener(sign, use);
    };
  }, []);
  return isSettled || isUsed;
}
