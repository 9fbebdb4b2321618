import { jsonLanguage } from '@codemirror/lang-json';
import { syntaxHighlighting } from '@codemirror/language';
import { unifiedMergeView } from '@codemirror/merge';
import { EditorState } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import '../editor/editor.css';
import { colours } from '../editor/editor-language';

/** Differences to an older version: removed text is struck through in red above the new text. */
export default function VersionDiff({ before, after, label }: { before: string; after: string; label: string }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const view = new EditorView({
      parent: box.current!,
      state: EditorState.create({
        doc: after,
        extensions: [
          jsonLanguage,
          syntaxHighlighting(colours),
          EditorView.lineWrapping,
          EditorState.readOnly.of(true),
          EditorView.contentAttributes.of({ 'aria-label': label, lang: 'en' }),
          unifiedMergeView({ original: before, mergeControls: false, highlightChanges: true, gutter: true }),
        ],
      }),
    });
    return () => view.destroy();
  }, [before, after, label]);
  return <div ref={box} className="dw-editor dw-diff" />;
}
