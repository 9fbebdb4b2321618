import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { jsonLanguage } from '@codemirror/lang-json';
import { bracketMatching, ensureSyntaxTree, indentOnInput, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, lintGutter, lintKeymap, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, Prec } from '@codemirror/state';
import { EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import './editor.css';
import { colours, complete, explain, markedPlace, markPlace } from './editor-language';
import { firstError, pathAt, placeOf, readPath } from './json-places';

/** A remark about a place in the text, in the reader's language. */
export interface Remark {
  /** JSONPath, or null for the place of a JSON syntax error. */
  path: string | null;
  aboutKey: boolean;
  severity: 'error' | 'warning';
  sentence: string;
}

interface JsonEditorProps {
  value: string;
  onChange: (text: string) => void;
  /** Accessible name. */
  label: string;
  /** Id of the text that explains how to leave the editor by keyboard. */
  describedBy: string;
  readOnly?: boolean;
  /** Remarks about exactly this text. */
  remarks: Remark[];
  /** JSONPath of the highlighted step. */
  marked: string | null;
  /** Moves the cursor there; a new object moves it again. */
  goTo: { path: string } | null;
  /** The cursor is in an action with this index. */
  onPlace: (action: number | null) => void;
}

const language = new Compartment();
const PATIENCE_MS = 200;
const TAB_LEAVES_MS = 2000;

/** A text editor for an NCCO. */
export default function JsonEditor(props: JsonEditorProps) {
  const { value, label, describedBy, readOnly = false, remarks, marked, goTo } = props;
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(null);
  const now = useRef(props);
  now.current = props;

  useEffect(() => {
    const made = new EditorView({ parent: box.current!, state: beginning(now) });
    view.current = made;
    return () => made.destroy();
  }, []);

  useEffect(() => {
    const effects = language.reconfigure([
      EditorState.readOnly.of(readOnly),
      EditorView.contentAttributes.of({ 'aria-label': label, 'aria-describedby': describedBy, lang: 'en' }),
      EditorState.phrases.of({
        Diagnostics: t('presets.editor.problems'),
        'No diagnostics': t('presets.editor.noProblems'),
        Completions: t('presets.editor.completions'),
        close: t('common.close'),
      }),
    ]);
    view.current?.dispatch({ effects });
  }, [label, describedBy, readOnly, t]);

  useEffect(() => {
    const { doc } = view.current!.state;
    if (doc.toString() === value) return;
    view.current!.dispatch({ changes: { from: 0, to: doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    const { state } = view.current!;
    if (state.doc.toString() !== now.current.value) return;
    view.current!.dispatch(setDiagnostics(state, remarks.map(diagnosticIn(state))));
  }, [remarks]);

  useEffect(() => {
    const place = marked ? placeIn(view.current!.state, marked) : null;
    view.current!.dispatch({ effects: markPlace.of(place) });
    if (place) view.current!.dispatch({ effects: EditorView.scrollIntoView(place.from, { y: 'nearest' }) });
  }, [marked]);

  useEffect(() => {
    if (!goTo) return;
    const { from, to } = placeIn(view.current!.state, goTo.path);
    view.current!.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
    view.current!.focus();
  }, [goTo]);

  return <div ref={box} className="dw-editor" />;
}

/**
 * Tabbing through the page passes over the editor: Tab only indents after another key was pressed, until Escape. If
 * Escape first closes the completion list, the next Tab still leaves the editor.
 */
function letTabLeave(view: EditorView): boolean {
  view.setTabFocusMode(TAB_LEAVES_MS);
  return false;
}

function beginning(now: { current: JsonEditorProps }): EditorState {
  return EditorState.create({
    doc: now.current.value,
    extensions: [
      Prec.highest(keymap.of([{ key: 'Escape', run: letTabLeave }])),
      EditorView.domEventHandlers({ focus: (_, view) => view.setTabFocusMode(Number.POSITIVE_INFINITY) }),
      lineNumbers(),
      history(),
      highlightActiveLine(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      jsonLanguage,
      jsonLanguage.data.of({ autocomplete: complete, closeBrackets: { brackets: ['[', '{', '"'] } }),
      autocompletion({ interactionDelay: 0 }),
      explain,
      markedPlace,
      lintGutter(),
      syntaxHighlighting(colours),
      EditorView.lineWrapping,
      keymap.of([
        ...closeBracketsKeymap,
        ...completionKeymap,
        ...lintKeymap,
        ...historyKeymap,
        ...defaultKeymap,
        indentWithTab,
      ]),
      language.of([]),
      EditorView.updateListener.of(({ docChanged, selectionSet, state }) => {
        const { value, onChange, onPlace } = now.current;
        const text = state.doc.toString();
        if (docChanged && text !== value) onChange(text);
        if (!docChanged && !selectionSet) return;
        const [action] = pathAt(treeOf(state), text, state.selection.main.head);
        onPlace(typeof action === 'number' ? action : null);
      }),
    ],
  });
}

const treeOf = (state: EditorState) =>
  ensureSyntaxTree(state, state.doc.length, PATIENCE_MS) ?? jsonLanguage.parser.parse(state.doc.toString());

const placeIn = (state: EditorState, path: string, aboutKey = false) =>
  placeOf(treeOf(state), state.doc.toString(), readPath(path), aboutKey);

const diagnosticIn =
  (state: EditorState) =>
  ({ path, aboutKey, severity, sentence }: Remark): Diagnostic => {
    const place = path === null ? firstError(treeOf(state)) : placeIn(state, path, aboutKey);
    const { from, to } = place ?? { from: state.doc.length, to: state.doc.length };
    return { from, to, severity, message: sentence };
  };
