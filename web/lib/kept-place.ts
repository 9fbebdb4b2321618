import { useLayoutEffect, useRef } from 'react';
import { useLocation, useNavigationType } from 'react-router';

/** How far down each page was scrolled, by its entry in the browser's history and its address. */
const places = new Map<string, number>();

/** Frames in which a list may grow to the height that it had. */
const FRAMES = 30;

/**
 * Returns to where the reader was on a page when they go back to it, and begins at the top otherwise.
 * @param ready whether what the page shows is there
 */
export function useKeptPlace(ready: boolean): void {
  const { key, pathname, search } = useLocation();
  const place = `${key} ${pathname}${search}`;
  const isBack = useNavigationType() === 'POP';
  const begun = useRef(false);

  useLayoutEffect(() => {
    if (!ready || begun.current) return;
    begun.current = true;
    if (isBack) return scrollSoon(places.get(place) ?? window.scrollY);
    window.scrollTo(0, 0);
  }, [ready, isBack, place]);

  useLayoutEffect(() => {
    if (!ready) return;
    const note = () => places.set(place, window.scrollY);
    window.addEventListener('scroll', note, { passive: true });
    return () => window.removeEventListener('scroll', note);
  }, [ready, place]);
}

function scrollSoon(top: number, frames = FRAMES): void {
  window.scrollTo(0, top);
  if (frames === 0 || Math.abs(window.scrollY - top) < 2) return;
  window.requestAnimationFrame(() => scrollSoon(top, frames - 1));
}
