import { useEffect, useState } from 'react';

/** Milliseconds that a page has for itself before anything is loaded that is not part of it. */
const SETTLED = 3000;

/** @returns whether the page has been there for a moment, so that what is seldom shown does not slow down its first load */
export function useSettled(): boolean {
  const [settled, setSettled] = useState(false);
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled(true), SETTLED);
    return () => window.clearTimeout(timer);
  }, []);
  return settled;
}
