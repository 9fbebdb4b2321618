import type { Remark } from '../editor/json-editor';
import type { FieldName } from './read-form';

/** Where the fields are written, within their action. */
const PLACES: [field: FieldName, place: RegExp][] = [
  ['text', /^\.text\b/],
  ['language', /^\.language\b/],
  ['voice', /^\.style\b/],
  ['seconds', /^\.timeout\b/],
  ['url', /^\.streamUrl\b/],
  ['whom', /^\.endpoint\b/],
];

/** @param path JSONPath of a remark @returns the step, from 0, and the field that it is about; null for neither */
export function placeInForm(path: string): { index: number; field: FieldName | null } | null {
  const [, index, rest = ''] = /^\$\[(\d+)\](.*)$/.exec(path) ?? [];
  if (index === undefined) return null;
  return { index: Number(index), field: PLACES.find(([, place]) => place.test(rest))?.[0] ?? null };
}

/** The errors of a step's fields. */
export function fieldErrors(remarks: Remark[], index: number): Partial<Record<FieldName, string>> {
  const found: Partial<Record<FieldName, string>> = {};
  for (const { path, severity, sentence } of remarks) {
    const place = path === null ? null : placeInForm(path);
    if (severity === 'error' && place?.index === index && place.field) found[place.field] ??= sentence;
  }
  return found;
}
