import { useEffect } from 'react';
import { ring } from '../lib/handset/tones';

const icon = () => document.querySelector<HTMLLinkElement>('link[rel="icon"]');

/** While a call rings: a bell, a title and an icon that a hidden tab shows, and a notification of the desktop. @param notice null when nothing rings. */
export function useRinging(notice: string | null): void {
  useEffect(() => {
    if (!notice) return;
    const title = document.title;
    const link = icon();
    const plain = link?.getAttribute('href') ?? '';
    document.title = `☎ ${notice}`;
    link?.setAttribute('href', '/icon-ringing.svg');
    const silence = ring();
    const takeAway = notify(notice);
    return () => {
      silence();
      takeAway();
      document.title = title;
      link?.setAttribute('href', plain);
    };
  }, [notice]);
}

/** Notifies only if the tab is not visible. @returns a function that removes the notification */
function notify(notice: string): () => void {
  if (!document.hidden || !('Notification' in window) || Notification.permission !== 'granted') return () => {};
  const shown = new Notification(notice, {
    icon: '/icon-ringing.svg',
    tag: 'denwaban.ringing',
    requireInteraction: true,
  });
  shown.onclick = () => {
    window.focus();
    shown.close();
  };
  return () => shown.close();
}

export type ShortcutActions = Partial<Record<string, () => void>>;

/** Milliseconds within which a second press is ignored as accidental. */
const SLIP = 700;

/**
 * Ctrl+Shift and a key, as in other agent desktops; the browser's own meaning of the key is held back while it means
 * something here. `?` alone where nobody types.
 * @param actions by `KeyboardEvent.code`; `?` for that key
 */
export function useShortcuts(actions: ShortcutActions): void {
  useEffect(() => {
    let last = { code: '', at: 0 };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.isComposing) return;
      const typing = event.target instanceof HTMLElement && event.target.matches('input, textarea, select');
      const together = event.ctrlKey && event.shiftKey;
      const action = together ? actions[event.code] : event.key === '?' && !typing ? actions['?'] : undefined;
      if (!action) return;
      event.preventDefault();
      if (event.repeat || (last.code === event.code && event.timeStamp - last.at < SLIP)) return;
      last = { code: event.code, at: event.timeStamp };
      action();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [actions]);
}
