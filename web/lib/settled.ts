import { useEffect, useState } from 'react';

/** Milliseconds before anything is loaded that is not part of the page. */
const SETTLED = 3000;

/** @returns whether the page has been open for a moment, so that rarely shown parts do not slow down the first load */
export function useSettled(): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(true), SETTLED);
    return () => window.clearTimeout(timer);
  }, []);
  return settled;
}
