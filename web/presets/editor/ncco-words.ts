import type { SyntaxNode, Tree } from '@lezer/common';
import nccoSchema from '../../generated/ncco.schema.json';
import { nodeAt, pathOf, propertiesOf, rootOf, type Step, unquoted, valueBehind } from './json-places';

/** Schema of a value; only the keywords that the server uses. */
export interface Schema {
  title?: string;
  description?: string;
  type?: string;
  const?: string;
  enum?: (string | number)[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: { [key: string]: Schema | undefined };
  required?: string[];
  default?: unknown;
  minimum?: number;
  maximum?: number;
  deprecated?: boolean;
}

const ROOT = nccoSchema as Schema;

/** Selects one of several forms of an object by its discriminating key, such as `action`. */
function narrowed(schema: Schema, node: SyntaxNode | null, text: string): Schema[] {
  if (!schema.oneOf) return [schema];
  if (node?.name !== 'Object') return schema.oneOf;
  const told = new Map(
    propertiesOf(node, text).map(({ key, node: property }) => {
      const value = valueBehind(property);
      return [key, value ? unquoted(text.slice(value.from, value.to)) : ''];
    }),
  );
  const fits = schema.oneOf.filter(({ properties = {} }) =>
    Object.entries(properties).some(([key, one]) => one?.const !== undefined && told.get(key) === one.const),
  );
  return fits.length > 0 ? fits : schema.oneOf;
}

/** Schemas allowed at a path: one, or several while undecided. */
export function schemasAt(tree: Tree, text: string, path: Step[]): Schema[] {
  let schemas = narrowed(ROOT, rootOf(tree), text);
  for (const [index, step] of path.entries()) {
    const node = nodeAt(tree, text, path.slice(0, index + 1));
    schemas = schemas
      .flatMap((schema) => (typeof step === 'number' ? schema.items : schema.properties?.[step]) ?? [])
      .flatMap((schema) => narrowed(schema, node, text));
  }
  return schemas;
}

/** A completion at the cursor. */
export interface Word {
  label: string;
  /** Inserted text; `#{}` is the cursor position afterwards. */
  write: string;
  detail?: string;
  info?: string;
  kind: 'action' | 'key' | 'value' | 'placeholder';
}

/** Filled in during a call. */
export const PLACEHOLDERS = ['PARAMS_TO', 'YOUR_NEXMO_NUMBER', 'DTMF_URL'];

/** Maximum characters before the cursor in which the typed word is searched. */
const LONGEST_WORD = 200;

/** Completions at a cursor, and the text they replace. */
export interface Words {
  from: number;
  to: number;
  words: Word[];
}

/** @returns null if nothing is known to fit */
export function wordsAt(tree: Tree, text: string, position: number): Words | null {
  const node = tree.resolveInner(position, -1);
  const { parent } = node;
  if (node.name === 'PropertyName' && parent) {
    const colon = /^\s*:/.test(text.slice(node.to));
    return { from: node.from, to: node.to, words: keys(tree, text, parent.parent, colon) };
  }
  if (node.name === 'String' && node.from < position && parent) {
    return { from: node.from, to: node.to, words: values(tree, text, node) };
  }
  const near = text.slice(Math.max(0, position - LONGEST_WORD), position);
  const from = position - near.length + near.search(/[\w.-]*$/);
  const before = text.slice(0, from).trimEnd().slice(-1);
  const holder = holderOf(node);
  if (!holder || holder.to < position) return null;
  if (holder.name === 'Array' && (before === '[' || before === ',')) {
    return { from, to: position, words: items(tree, text, holder) };
  }
  if (holder.name === 'Property') return { from, to: position, words: values(tree, text, holder) };
  if (holder.name === 'Object' && (before === '{' || before === ',')) {
    return { from, to: position, words: keys(tree, text, holder, false) };
  }
  return null;
}

/** What contains the cursor: a list, an object, or a property's value. */
function holderOf(start: SyntaxNode): SyntaxNode | null {
  for (let node: SyntaxNode | null = start; node; node = node.parent) {
    if (node.name === 'Array' || node.name === 'Object') return node;
    if (node.name === 'Property' && valueBehind(node) === null) return node;
  }
  return null;
}

function keys(tree: Tree, text: string, object: SyntaxNode | null, colon: boolean): Word[] {
  if (object?.name !== 'Object') return [];
  const there = propertiesOf(object, text).map(({ key }) => key);
  const found = new Map<string, Word>();
  for (const { properties = {}, required = [] } of schemasAt(tree, text, pathOf(object, text))) {
    for (const [key, schema] of Object.entries(properties)) {
      if (!schema || schema.deprecated || there.includes(key) || found.has(key)) continue;
      const write = colon ? JSON.stringify(key) : `${JSON.stringify(key)}: ${blank(schema)}`;
      const detail = required.includes(key) ? `${typeOf(schema)} *` : typeOf(schema);
      found.set(key, { label: key, write, detail, info: schema.description, kind: 'key' });
    }
  }
  return [...found.values()];
}

function items(tree: Tree, text: string, list: SyntaxNode): Word[] {
  const path = pathOf(list, text);
  const forms = schemasAt(tree, text, path).flatMap(({ items: item }) => item?.oneOf ?? item ?? []);
  return forms.flatMap((form) => {
    if (form.properties) return [{ label: form.title ?? '{ }', write: filledOut(form), kind: 'action' as const }];
    return plainValues(form);
  });
}

function values(tree: Tree, text: string, node: SyntaxNode): Word[] {
  return schemasAt(tree, text, pathOf(node, text))
    .flatMap(plainValues)
    .filter(({ label }, index, all) => all.findIndex((one) => one.label === label) === index);
}

function plainValues(schema: Schema): Word[] {
  const { type, description: info } = schema;
  const fixed = schema.const !== undefined ? [schema.const] : schema.enum;
  const value = (one: unknown): Word => ({ label: String(one), write: JSON.stringify(one), info, kind: 'value' });
  if (fixed) return fixed.map(value);
  if (type === 'boolean') return [true, false].map(value);
  if (type === 'string') {
    return PLACEHOLDERS.map((name) => ({ label: name, write: JSON.stringify(name), kind: 'placeholder' }));
  }
  if (type === 'array' || type === 'object')
    return [{ label: blank(schema, ''), write: blank(schema), info, kind: 'value' }];
  return schema.default === undefined ? [] : [value(schema.default)];
}

/** An object with all required keys. */
function filledOut({ properties = {}, required = [] }: Schema): string {
  const lines = required.map((key) => `  ${JSON.stringify(key)}: ${blank(properties[key] ?? {})}`);
  return `{\n${lines.join(',\n')}\n}`;
}

/** An initial value. */
function blank(schema: Schema, cursor = '#{}'): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum?.length === 1) return JSON.stringify(schema.enum[0]);
  switch (schema.type) {
    case 'string':
      return `"${cursor}"`;
    case 'array':
      return schema.items?.type === 'string' && !schema.items.enum ? `["${cursor}"]` : `[${cursor}]`;
    case 'object':
      return `{${cursor}}`;
    default:
      return schema.default === undefined ? cursor : JSON.stringify(schema.default);
  }
}

export const typeOf = ({ type, const: fixed, enum: words, oneOf }: Schema): string =>
  fixed !== undefined ? 'string' : words ? words.join(' | ') : oneOf ? 'object' : (type ?? '');
