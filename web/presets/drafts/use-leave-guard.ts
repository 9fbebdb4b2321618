import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';

/** A history entry that shows the same page again, so that going back does not leave yet. */
const stands = () => Boolean((window.history.state as { guard?: boolean } | null)?.guard);

function standGuard(): void {
  if (!stands()) window.history.pushState({ ...(window.history.state as object | null), guard: true }, '');
}

/**
 * Holds back navigation: by a link, by the back button, or by closing the tab, where the browser asks itself.
 * @returns whether a navigation is waiting; `leave` allows it, `stay` does not
 */
export function useLeaveGuard(on: boolean) {
  const navigate = useNavigate();
  /** The requested destination: a URL, or back. */
  const [wanted, setWanted] = useState<string | 'back' | null>(null);
  const [leaving, setLeaving] = useState(false);
  const guarded = on && !leaving;

  useEffect(() => {
    if (!guarded) return;
    standGuard();

    function onUnload(event: BeforeUnloadEvent): void {
      event.preventDefault();
    }
    function onClick(event: MouseEvent): void {
      const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>('a[href]') : null;
      const elsewhere = event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
      if (!link || elsewhere || link.target === '_blank' || link.origin !== window.location.origin) return;
      if (link.pathname === window.location.pathname) return;
      event.preventDefault();
      event.stopPropagation();
      setWanted(link.pathname + link.search);
    }
    function onPopState(): void {
      if (stands()) return;
      standGuard();
      setWanted('back');
    }
    window.addEventListener('beforeunload', onUnload);
    document.addEventListener('click', onClick, true);
    window.addEventListener('popstate', onPopState);
    return () => {
      window.removeEventListener('beforeunload', onUnload);
      document.removeEventListener('click', onClick, true);
      window.removeEventListener('popstate', onPopState);
    };
  }, [guarded]);

  useEffect(() => {
    if (!on && stands()) window.history.back();
  }, [on]);

  // Only when nothing is held back any longer; the page unmounts with it.
  useEffect(() => {
    if (!leaving || wanted === null) return;
    setWanted(null);
    if (wanted === 'back') navigate(-2);
    else navigate(wanted, { replace: true });
  }, [leaving, wanted, navigate]);

  return { asking: wanted !== null && !leaving, leave: () => setLeaving(true), stay: () => setWanted(null) };
}
