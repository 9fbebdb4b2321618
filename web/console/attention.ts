import { useEffect, useState } from 'react';
import { ring } from '../lib/tones';

const icon = () => document.querySelector<HTMLLinkElement>('link[rel="icon"]');

/** While a call rings: a bell, a title and an icon that a hidden tab shows. @param notice null when nothing rings. */
export function useRinging(notice: string | null): void {
  useEffect(() => {
    if (!notice) return;
    const title = document.title;
    const link = icon();
    const plain = link?.getAttribute('href') ?? '';
    document.title = `☎ ${notice}`;
    link?.setAttribute('href', '/icon-ringing.svg');
    const silence = ring();
    const banner = document.hidden && mayNotify() ? new Notification(notice, { requireInteraction: true }) : undefined;
    return () => {
      silence();
      banner?.close();
      document.title = title;
      link?.setAttribute('href', plain);
    };
  }, [notice]);
}

const mayNotify = () => 'Notification' in window && Notification.permission === 'granted';
const mayAsk = () => 'Notification' in window && Notification.permission === 'default';

/**
 * A browser rings a bell only after a click on the page, and shows banners only when it was allowed to.
 * @returns whether that click is still wanted, and what it does
 */
export function useAlerts() {
  const [wanted, setWanted] = useState(() => !navigator.userActivation?.hasBeenActive || mayAsk());
  async function turnOn(): Promise<void> {
    if (mayAsk()) await Notification.requestPermission();
    setWanted(false);
  }
  return { wanted, turnOn };
}

/** Ctrl+Shift and a key, as in other agent desktops; the browser's own meaning of the key is held back while it means something here. */
export function useShortcuts(actions: Partial<Record<string, () => void>>): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const action = event.ctrlKey && event.shiftKey && !event.repeat ? actions[event.code] : undefined;
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [actions]);
}
