import { autocompletion, closeBrackets, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { bracketMatching, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { lintKeymap } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { graphql } from 'cm6-graphql';
import { useEffect, useRef } from 'react';
import './api.css';
import { schema } from './schema';

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.definitionKeyword], color: 'var(--mantine-color-ai-text)', fontWeight: '600' },
  { tag: [tags.propertyName, tags.atom], color: 'var(--mantine-color-text)' },
  { tag: tags.variableName, color: 'var(--mantine-color-red-text)' },
  { tag: [tags.string, tags.number], color: 'var(--mantine-color-green-text)' },
  { tag: tags.comment, color: 'var(--mantine-color-dimmed)' },
]);

const look = EditorView.theme({
  '&': { fontSize: '0.8125rem', minHeight: '260px' },
  '.cm-content': { fontFamily: 'var(--mantine-font-family-monospace)', caretColor: 'var(--mantine-color-text)' },
  '.cm-gutters': { background: 'transparent', border: '0', color: 'var(--mantine-color-dimmed)' },
  '.cm-cursor': { borderLeftColor: 'var(--mantine-color-text)' },
  '.cm-tooltip': { background: 'var(--mantine-color-body)', border: '1px solid var(--dw-line)' },
  '.cm-tooltip-autocomplete ul li[aria-selected]': { background: 'var(--mantine-primary-color-filled)', color: '#fff' },
});

interface QueryEditorProps {
  value: string;
  onChange: (text: string) => void;
  onRun: () => void;
  label: string;
}

/** A GraphQL editor that knows the schema: Ctrl+Space completes, errors are underlined, Ctrl+Enter runs. */
export function QueryEditor(props: QueryEditorProps) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const now = useRef(props);
  now.current = props;
  const { value, label } = props;

  useEffect(() => {
    const run = () => {
      now.current.onRun();
      return true;
    };
    const made = new EditorView({
      parent: box.current!,
      state: EditorState.create({
        doc: now.current.value,
        extensions: [
          keymap.of([
            { key: 'Mod-Enter', run },
            ...completionKeymap,
            ...lintKeymap,
            ...historyKeymap,
            // Tab moves to the next element, so that the editor does not trap the keyboard.
            ...defaultKeymap,
          ]),
          lineNumbers(),
          history(),
          bracketMatching(),
          closeBrackets(),
          autocompletion(),
          graphql(schema),
          syntaxHighlighting(colours),
          look,
          EditorView.lineWrapping,
          EditorView.contentAttributes.of({ 'aria-label': label, lang: 'en' }),
          EditorView.updateListener.of(({ docChanged, state }) => {
            if (docChanged) now.current.onChange(state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => made.destroy();
  }, [label]);

  useEffect(() => {
    const { doc } = view.current!.state;
    if (doc.toString() !== value) view.current!.dispatch({ changes: { from: 0, to: doc.length, insert: value } });
  }, [value]);

  return <div ref={box} className="dw-query-editor" />;
}
