import { badInput } from '../../errors.js';
import { type Body, isBody } from './classify-event.js';

const DEPTH = 40;

/**
 * Makes a body storable as jsonb, which takes neither NUL nor half a surrogate pair.
 * @throws BAD_INPUT when it is nested deeper than 40 levels
 */
export function storable(body: Body): Body {
  return clean(body, DEPTH) as Body;
}

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) throw badInput('body', 'tooDeep', `The body is nested deeper than ${DEPTH} levels.`, { max: DEPTH });
  if (Array.isArray(value)) return value.map((item) => clean(item, depth - 1));
  if (!isBody(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [cleanText(key), clean(item, depth - 1)]));
}

function cleanText(text: string): string {
  return text.replace(/[\p{Surrogate}\0]/gu, '\uFFFD');
}
