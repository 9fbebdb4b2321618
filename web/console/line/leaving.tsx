import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addLeaveGuard } from '../../lib/leave-guard';
import { Confirm } from '../../ui/dialogs/confirm';

let free = false;

/** The page is about to reload by itself: the browser does not ask. */
export function letLeave(): void {
  free = true;
}

/** Marks the entry in the browser's history that Back leads away from. */
const MARK = 'denwaban.inCall';
const isMarked = () => Boolean((window.history.state as Record<string, unknown> | null)?.[MARK]);

/** Whether this page goes back by itself, to remove that entry. */
let removing = false;

/** A wish to leave the page that the person has not confirmed yet. */
interface Wish {
  /** Called when they have, before the call is hung up. */
  leave(): void;
  /** Called when they stay. */
  stay?(): void;
}
type Ask = (wish: Wish) => void;

/**
 * While in a call, nothing leaves the page without a question: the browser asks when the page is closed or reloaded, and
 * this dialog when Back or a link would show another page of ours, or the person signs out.
 * @param onLeave called once the person has chosen to leave
 */
export function AskBeforeLeaving({ inCall, onLeave }: { inCall: boolean; onLeave: () => void }) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const wish = useRef<Wish>(undefined);
  const ask = useCallback((next: Wish) => {
    wish.current?.stay?.();
    wish.current = next;
    setAsking(true);
  }, []);
  const stay = useCallback(() => {
    wish.current?.stay?.();
    wish.current = undefined;
    setAsking(false);
  }, []);
  useBrowserQuestion(inCall);
  useBack(inCall, ask);
  useLinks(inCall, ask);
  useSignOutQuestion(inCall, ask);
  // A call that has ended by itself leaves nothing to ask.
  useEffect(() => {
    if (!inCall) stay();
  }, [inCall, stay]);
  return (
    <Confirm
      opened={inCall && asking}
      onClose={stay}
      title={t('console.leaveCall')}
      action={t('console.leave')}
      onConfirm={async () => {
        const { leave } = wish.current ?? {};
        wish.current = undefined;
        leave?.();
        onLeave();
      }}
    >
      {t('console.leaveCallHint')}
    </Confirm>
  );
}

/** Milliseconds in which a call has ended that was hung up. */
const ENDED_WITHIN = 5000;

/** Who signs out is asked first, and the call is over before their session ends: without one it could not be hung up. */
function useSignOutQuestion(inCall: boolean, ask: Ask): void {
  const ended = useRef<() => void>(undefined);
  useEffect(() => {
    if (!inCall) return;
    const dismiss = addLeaveGuard(
      () =>
        new Promise((resolve) => {
          const leave = () => {
            const late = window.setTimeout(() => {
              letLeave();
              resolve(true);
            }, ENDED_WITHIN);
            ended.current = () => {
              window.clearTimeout(late);
              resolve(true);
            };
          };
          ask({ leave, stay: () => resolve(false) });
        }),
    );
    return () => {
      dismiss();
      ended.current?.();
      ended.current = undefined;
    };
  }, [inCall, ask]);
}

function useBrowserQuestion(inCall: boolean): void {
  useEffect(() => {
    if (!inCall) return;
    const question = (event: BeforeUnloadEvent) => {
      if (!free) event.preventDefault();
    };
    window.addEventListener('beforeunload', question);
    return () => window.removeEventListener('beforeunload', question);
  }, [inCall]);
}

/** A second entry of this page lies on top of the history: Back removes it, and the page stays. */
function useBack(inCall: boolean, ask: Ask): void {
  useEffect(() => {
    if (!inCall) return;
    const add = () => window.history.pushState({ ...window.history.state, [MARK]: true }, '');
    let leaving = false;
    const onPop = () => {
      if (leaving || isMarked()) return;
      add();
      if (removing) return;
      ask({
        leave() {
          leaving = true;
          window.history.go(-2);
        },
      });
    };
    if (!isMarked()) add();
    window.addEventListener('popstate', onPop);
    return () => {
      window.removeEventListener('popstate', onPop);
      if (leaving || !isMarked()) return;
      // The call is over: Back means the page before this one again.
      removing = true;
      const removed = () =>
        window.setTimeout(() => {
          removing = false;
        });
      window.addEventListener('popstate', removed, { once: true });
      window.history.back();
    };
  }, [inCall, ask]);
}

/** Links to other pages of ours in this tab; others are the browser's question. */
function useLinks(inCall: boolean, ask: Ask): void {
  useEffect(() => {
    if (!inCall) return;
    let allowed: HTMLAnchorElement | null = null;
    const onClick = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a') : null;
      const ownTab = event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0;
      if (!link || link.target === '_blank' || ownTab || link === allowed) return;
      if (new URL(link.href, window.location.href).origin !== window.location.origin) return;
      event.preventDefault();
      event.stopPropagation();
      ask({
        leave() {
          allowed = link;
          link.click();
        },
      });
    };
    document.addEventListener('click', onClick, true);
    return () => document.removeEventListener('click', onClick, true);
  }, [inCall, ask]);
}
