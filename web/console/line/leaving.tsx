import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
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

/**
 * While in a call, nothing leaves the page without a question: the browser asks when the page is closed or reloaded, and
 * this dialog when Back or a link would show another page of ours.
 * @param onLeave called once the person has chosen to leave
 */
export function AskBeforeLeaving({ inCall, onLeave }: { inCall: boolean; onLeave: () => void }) {
  const { t } = useTranslation();
  const [leave, setLeave] = useState<(() => void) | null>(null);
  const ask = useCallback((how: () => void) => setLeave(() => how), []);
  useBrowserQuestion(inCall);
  useBack(inCall, ask);
  useLinks(inCall, ask);
  return (
    <Confirm
      opened={inCall && leave !== null}
      onClose={() => setLeave(null)}
      title={t('console.leaveCall')}
      action={t('console.leave')}
      onConfirm={async () => {
        leave?.();
        onLeave();
      }}
    >
      {t('console.leaveCallHint')}
    </Confirm>
  );
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
function useBack(inCall: boolean, ask: (leave: () => void) => void): void {
  useEffect(() => {
    if (!inCall) return;
    const add = () => window.history.pushState({ ...window.history.state, [MARK]: true }, '');
    let leaving = false;
    const onPop = () => {
      if (leaving || isMarked()) return;
      add();
      if (removing) return;
      ask(() => {
        leaving = true;
        window.history.go(-2);
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
function useLinks(inCall: boolean, ask: (leave: () => void) => void): void {
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
      ask(() => {
        allowed = link;
        link.click();
      });
    };
    document.addEventListener('click', onClick, true);
    return () => document.removeEventListener('click', onClick, true);
  }, [inCall, ask]);
}
