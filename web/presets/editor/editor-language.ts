import { type Completion, type CompletionContext, type CompletionResult, snippet } from '@codemirror/autocomplete';
import { HighlightStyle, syntaxTree } from '@codemirror/language';
import { type EditorState, StateEffect, StateField } from '@codemirror/state';
import { Decoration, EditorView, hoverTooltip } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { type Place, pathAt } from './json-places';
import { type Schema, schemasAt, typeOf, wordsAt } from './ncco-words';
import './editor.css';

const KINDS = { action: 'class', key: 'property', value: 'enum', placeholder: 'variable' };

/** Offers completions from the server's JSON Schema. */
export function complete({ state, pos, explicit }: CompletionContext): CompletionResult | null {
  const found = wordsAt(syntaxTree(state), state.doc.toString(), pos);
  if (!found || found.words.length === 0) return null;
  const typed = state.sliceDoc(found.from, pos);
  // If nothing has been typed, Enter inserts a new line, so completion must be requested explicitly.
  const begun = typed === '' ? /:\s*$/.test(state.sliceDoc(Math.max(0, pos - 40), pos)) : /^"?\w*$/.test(typed);
  if (!explicit && !begun) return null;
  const options = found.words.map(({ label, write, detail, info, kind }, index): Completion => {
    const insert = snippet(write);
    return {
      // The typed text begins with a quote, so the label must too.
      label: typed.startsWith('"') ? `"${label}"` : label,
      displayLabel: label,
      detail,
      info,
      type: KINDS[kind],
      // In the order of the rules, not alphabetical.
      boost: -index,
      apply: (view, completion, from) => insert(view, completion, from, found.to),
    };
  });
  return { from: found.from, options, filter: true };
}

/** The documentation of the key or value under the pointer. */
export const explain = hoverTooltip((view, position) => {
  const { state } = view;
  const tree = syntaxTree(state);
  const node = tree.resolveInner(position, -1);
  if (!['PropertyName', 'String', 'Number', 'True', 'False'].includes(node.name)) return null;
  const schemas = schemasAt(tree, state.doc.toString(), pathAt(tree, state.doc.toString(), position));
  const lines = schemas.flatMap(linesOf);
  if (lines.length === 0) return null;
  return {
    pos: node.from,
    end: node.to,
    above: true,
    create() {
      const dom = document.createElement('div');
      dom.className = 'dw-explained';
      for (const line of lines) dom.appendChild(document.createElement('div')).textContent = line;
      return { dom };
    },
  };
});

function linesOf(schema: Schema): string[] {
  const { description, minimum, maximum } = schema;
  const range = minimum === undefined ? '' : ` ${minimum} … ${maximum ?? ''}`;
  const usual = schema.default === undefined ? '' : ` = ${JSON.stringify(schema.default)}`;
  return description ? [description, `${typeOf(schema)}${range}${usual}`] : [];
}

/** Highlights the current step of a call in the text. */
export const markPlace = StateEffect.define<Place | null>();
const mark = Decoration.line({ class: 'dw-active-line' });

export const markedPlace = StateField.define({
  create: () => Decoration.none,
  update(marked, { changes, effects, state }) {
    for (const effect of effects) if (effect.is(markPlace)) return linesIn(state, effect.value);
    return marked.map(changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function linesIn({ doc }: EditorState, place: Place | null) {
  if (!place) return Decoration.none;
  const first = doc.lineAt(Math.min(place.from, doc.length)).number;
  const last = doc.lineAt(Math.min(place.to, doc.length)).number;
  const lines = Array.from({ length: last - first + 1 }, (_, index) => doc.line(first + index));
  return Decoration.set(lines.map(({ from }) => mark.range(from)));
}

/** The same colors as for JSON on other pages, light and dark. */
export const colours = HighlightStyle.define([
  { tag: tags.propertyName, class: 'dw-json-key' },
  { tag: tags.string, class: 'dw-json-text' },
  { tag: [tags.number, tags.bool, tags.null], class: 'dw-json-value' },
]);
