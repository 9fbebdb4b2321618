import { badInput } from './errors.js';

/** How deep lists and objects may be nested; what calls itself for each level (JSON.stringify, PostgreSQL) breaks far below. */
export const MAX_JSON_DEPTH = 100;

/** Whether a value that came as JSON is nested deeper than anybody means it; calls itself for no level. */
export function isTooDeep(value: unknown): boolean {
  let level = [value].filter(isNested);
  for (let depth = 1; level.length > 0; depth += 1) {
    if (depth > MAX_JSON_DEPTH) return true;
    level = level.flatMap((one) => Object.values(one).filter(isNested));
  }
  return false;
}

const isNested = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !ArrayBuffer.isView(value);

/** @param field path of the value @throws BAD_INPUT if it is nested too deep */
export function checkDepth(value: unknown, field = 'body'): void {
  if (!isTooDeep(value)) return;
  throw badInput(field, 'tooDeep', `JSON may be nested ${MAX_JSON_DEPTH} deep.`, { max: MAX_JSON_DEPTH });
}

/** Parses untrusted JSON. @throws SyntaxError if invalid, BAD_INPUT if it is nested too deep */
export function parseForeignJson(text: string, field?: string): unknown {
  const value: unknown = JSON.parse(text);
  checkDepth(value, field);
  return value;
}
