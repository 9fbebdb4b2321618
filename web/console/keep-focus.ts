import { type RefObject, useEffect } from 'react';
import './console.css';

const PANE = '.dw-desk > section';

/** Whether it can have the focus. */
const isThere = (element: HTMLElement): boolean =>
  element.isConnected && !element.matches(':disabled') && element.checkVisibility({ visibilityProperty: true });

/**
 * What has the focus may go while it is used: buttons of a consultation that ends, a form that is saved, Hold while the
 * server works on it. The focus then waits in the pane where it was, so that the next Tab goes on from there, and returns to
 * the button once that can be pressed again. Whatever has been focused meanwhile keeps it.
 */
export function useKeepFocus(desk: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const root = desk.current;
    if (!root) return;
    /** Where the person last was. */
    let last: { at: HTMLElement; pane: HTMLElement | null } | null = null;
    /** The pane in which the focus waits. */
    let waits: HTMLElement | null = null;

    function onFocusIn({ target }: FocusEvent): void {
      if (!(target instanceof HTMLElement) || target === waits) return;
      waits = null;
      last = { at: target, pane: target.closest<HTMLElement>(PANE) };
    }

    /** Who clicks beside everything wants no focus. */
    function onPointerDown(): void {
      waits = null;
      last = null;
    }

    function settle(): void {
      const now = document.activeElement;
      if (!root || !last || (now !== document.body && now !== waits && now !== last.at)) return;
      const { at, pane } = last;
      if (isThere(at)) {
        if (waits) at.focus({ preventScroll: true });
        return;
      }
      if (waits && now === waits) return;
      waits = pane && isThere(pane) ? pane : root.querySelector<HTMLElement>(`${PANE}.dw-desk-call`);
      waits?.focus({ preventScroll: true });
    }

    const changes = new MutationObserver(settle);
    changes.observe(root, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ['disabled', 'hidden', 'data-view'],
    });
    root.addEventListener('focusin', onFocusIn);
    window.addEventListener('pointerdown', onPointerDown, true);
    return () => {
      changes.disconnect();
      root.removeEventListener('focusin', onFocusIn);
      window.removeEventListener('pointerdown', onPointerDown, true);
    };
  }, [desk]);
}
