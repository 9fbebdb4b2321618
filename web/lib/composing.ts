/** What Safari reports for the key that ended a composition. */
const PROCESSED = 229;

/**
 * Enter chooses a word while an input method composes, as in Japanese. It must not submit the form, and no handler of a
 * field needs to look for it. Editors of their own, such as CodeMirror, handle it themselves.
 */
export function keepEnterForComposition(page: Window): void {
  page.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Enter' || !(event.isComposing || event.keyCode === PROCESSED)) return;
      if (event.target instanceof HTMLElement && event.target.isContentEditable) return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
}
