import { useEffect, useState } from 'react';
import { useNavigate } from 'react-router';

/** An entry of the history that shows the same page once more: going back from it leads nowhere yet. */
const stands = () => Boolean((window.history.state as { guard?: boolean } | null)?.guard);

function standGuard(): void {
  if (!stands()) window.history.pushState({ ...(window.history.state as object | null), guard: true }, '');
}

/**
 * Holds back whoever is about to leave the page: by a link, by the back button, or by closing the tab, where the browser
 * itself asks.
 * @returns whether somebody waits for permission; `leave` gives it, `stay` does not
 */
export function useLeaveGuard(on: boolean) {
  const navigate = useNavigate();
  /** Where one was going: an address, or back. */
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

  // Only once nothing is held back any more; the page goes away with it.
  useEffect(() => {
    if (!leaving || wanted === null) return;
    setWanted(null);
    if (wanted === 'back') navigate(-2);
    else navigate(wanted, { replace: true });
  }, [leaving, wanted, navigate]);

  return { asking: wanted !== null && !leaving, leave: () => setLeaving(true), stay: () => setWanted(null) };
}
