import type { SyntaxNode } from '@lezer/common';
import { parser } from '@lezer/json';
import { itemsOf, nodeAt, propertiesOf, type Step, valueBehind } from '../editor/json-places';

/** A change at one place of a JSON text. */
export type Edit =
  /** Replaces the value at the path, or adds its key. */
  | { put: unknown; at: Step[] }
  /** Adds an item to a list, before the one that has this index now. */
  | { insert: unknown; at: Step[] }
  /** Removes a key or an item; nothing happens if there is none. */
  | { remove: Step[] };

/**
 * Edits a JSON text in place: whatever no edit names keeps every character, also spaces, escapes and the order of keys.
 * @param text valid JSON
 * @throws if the path leads to nothing that can hold the value
 */
export const editJson = (text: string, edits: Edit[]): string => edits.reduce(edited, text);

function edited(text: string, edit: Edit): string {
  if ('put' in edit) return put(text, edit.at, edit.put);
  if ('insert' in edit) return insert(text, edit.at, edit.insert);
  return remove(text, edit.remove);
}

function put(text: string, path: Step[], value: unknown): string {
  const tree = parser.parse(text);
  const node = nodeAt(tree, text, path);
  if (node) {
    const written = text.slice(node.from, node.to);
    if (sameJson(JSON.parse(written), value)) return text;
    return splice(text, node.from, node.to, jsonAt(text, node.from, value, written.includes('\n')));
  }
  const key = path.at(-1);
  const object = nodeAt(tree, text, path.slice(0, -1));
  if (object?.name !== 'Object' || typeof key !== 'string')
    throw new Error(`No value can be put at ${path.join('.')}.`);
  const last = propertiesOf(object, text).at(-1)?.node;
  if (!last) return splice(text, object.from, object.to, JSON.stringify({ [key]: value }));
  const colon = colonOf(last, text);
  const gap = gapBefore(last, text) || (colon.endsWith(' ') ? ' ' : '');
  const json = jsonAt(text, last.from, value, gap.includes('\n'));
  return splice(text, last.to, last.to, `,${gap}${JSON.stringify(key)}${colon}${json}`);
}

function insert(text: string, path: Step[], value: unknown): string {
  const list = nodeAt(parser.parse(text), text, path.slice(0, -1));
  const index = path.at(-1);
  if (list?.name !== 'Array' || typeof index !== 'number')
    throw new Error(`Nothing can be added at ${path.join('.')}.`);
  const items = itemsOf(list);
  const last = items.at(-1);
  if (!last) {
    const line = lineStart(text, list.from);
    const inside = indented(JSON.stringify([value], null, unitOf(line)), line);
    return splice(text, list.from, list.to, inside);
  }
  const next = items[index];
  const gap = gapBefore(items[Math.max(index, 1)] ?? last, text);
  const json = jsonAt(text, (next ?? last).from, value, gap.includes('\n'));
  return next ? splice(text, next.from, next.from, `${json},${gap}`) : splice(text, last.to, last.to, `,${gap}${json}`);
}

function remove(text: string, path: Step[]): string {
  const tree = parser.parse(text);
  const parent = nodeAt(tree, text, path.slice(0, -1));
  const name = path.at(-1);
  if (!parent) return text;
  const properties = parent.name === 'Object' ? propertiesOf(parent, text) : [];
  const all = parent.name === 'Array' ? itemsOf(parent) : properties.map(({ node }) => node);
  const at = typeof name === 'number' ? (all[name] ? name : -1) : properties.findLastIndex(({ key }) => key === name);
  const [before, one, after] = [all[at - 1], all[at], all[at + 1]];
  if (!one) return text;
  const without = before
    ? splice(text, before.to, one.to, '')
    : after
      ? splice(text, one.from, after.from, '')
      : splice(text, parent.from + 1, parent.to - 1, '');
  // A key that is written twice counts once, with its last value.
  return typeof name === 'string' ? remove(without, path) : without;
}

export const sameJson = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const splice = (text: string, from: number, to: number, instead: string) =>
  text.slice(0, from) + instead + text.slice(to);

/** The spaces and line breaks before a key or an item. */
const gapBefore = (node: SyntaxNode, text: string) => /\s*$/.exec(text.slice(0, node.from))![0];

/** The colon of a property, with the spaces around it. */
function colonOf(property: SyntaxNode, text: string): string {
  const name = property.getChild('PropertyName');
  const value = valueBehind(property);
  return name && value ? text.slice(name.to, value.from) : ': ';
}

/** A value as JSON, on several lines if its neighbors are. */
function jsonAt(text: string, position: number, value: unknown, onLines: boolean): string {
  if (!onLines) return JSON.stringify(value);
  const line = lineStart(text, position);
  return indented(JSON.stringify(value, null, unitOf(line)), line);
}

/** The indentation of a position's line. */
function lineStart(text: string, position: number): string {
  const start = text.lastIndexOf('\n', position - 1) + 1;
  return /^[ \t]*/.exec(text.slice(start, position))![0];
}

const unitOf = (line: string) => (line.includes('\t') ? '\t' : 2);
const indented = (json: string, line: string) => json.replaceAll('\n', `\n${line}`);
