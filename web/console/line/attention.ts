import { useEffect, useRef } from 'react';
import { ring } from '../../lib/handset/tones';

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

/** What keys do now, by their letters: `KeyA`. */
export type KeyActions = Partial<Record<string, () => void>>;

/**
 * Keys that mean something on the desk at one time or another. The browser's own meaning (bookmark all tabs, switch the
 * profile) is always held back: a press that comes a moment too late does nothing.
 */
const OURS = ['KeyA', 'KeyB', 'KeyD', 'KeyE', 'KeyH', 'KeyJ', 'KeyK', 'KeyM', 'KeyX'];
/** Milliseconds within which a second press is ignored as accidental. */
const SLIP = 700;
const NONE: KeyActions = {};
/** Whatever is shown by then. */
let last = { code: '', at: 0 };

/** Whether the keys that are pressed there write text. */
export const isWritten = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');

/**
 * Keys of the desk, where no input method is composing.
 * @param together with Ctrl and Shift, as in other agent desktops; also while one types
 * @param alone without any other key, where no one types; `?` stands for itself
 */
export function useKeys(together: KeyActions, alone: KeyActions = NONE): void {
  const now = useRef({ together, alone });
  now.current = { together, alone };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      // A browser that fills in a field reports a key that is none.
      if (!(event instanceof KeyboardEvent) || event.isComposing) return;
      // AltGr writes letters, and some systems report it as Ctrl and Alt.
      if (event.altKey || event.metaKey || event.getModifierState('AltGraph')) return;
      const letter = letterOf(event);
      const pair = event.ctrlKey && event.shiftKey;
      if (pair && OURS.includes(letter)) event.preventDefault();
      const action = pair ? now.current.together[letter] : single(event, now.current.alone);
      if (!action) return;
      event.preventDefault();
      if (event.repeat || (last.code === event.code && event.timeStamp - last.at < SLIP)) return;
      last = { code: event.code, at: event.timeStamp };
      action();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}

/**
 * The letter of a key as it is printed on it: on a French keyboard A is where others have Q. Where the keyboard writes no
 * Latin letters, or an input method has the key, it is the letter of its place.
 * @returns as in `KeyboardEvent.code`, such as `KeyA`
 */
export function letterOf({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string {
  const isLatin = /^[ -~]$/.test(key);
  return isLatin ? `Key${key.toUpperCase()}` : code;
}

function single(event: KeyboardEvent, alone: KeyActions): (() => void) | undefined {
  if (event.ctrlKey || isWritten(event.target)) return undefined;
  return event.key === '?' ? alone['?'] : event.shiftKey ? undefined : alone[letterOf(event)];
}
