import { at, finding, type NccoFinding } from './ncco-findings.js';
import {
  FORMATS,
  type Keys,
  type ListRule,
  type NumberRule,
  type OpenRule,
  type Rule,
  type TextRule,
} from './ncco-rule-kinds.js';

/** SSML tags, which do not count as spoken text. */
const TAGS = /<[^<>]*>/g;
const NUMBER_TEXT = /^-?\d{1,15}(\.\d{1,15})?$/;

const EXPECTED = { open: 'object', endpoint: 'object' } as Record<Rule['type'], string | undefined>;

/**
 * Reads the keys of an object by their rules; problems are added to `findings`.
 * @returns the object, with text converted to numbers and booleans, and values under an old key copied to the current
 * one; invalid values are unchanged
 */
export function readKeys(
  keys: Keys,
  object: Record<string, unknown>,
  path: string,
  findings: NccoFinding[],
): Record<string, unknown> {
  const written = new Set(
    Object.keys(object).map((key) => (Object.hasOwn(keys, key) ? (keys[key]!.renamedTo ?? key) : key)),
  );
  for (const [key, rule] of Object.entries(keys)) {
    if (rule.required && !written.has(key)) findings.push(finding(at(path, key), 'required', { key }));
  }
  // fromEntries instead of assignment, so that a key "__proto__" stays an ordinary key.
  return Object.fromEntries(
    Object.entries(object).flatMap(([key, value]) => {
      const place = at(path, key);
      const rule = Object.hasOwn(keys, key) ? keys[key] : undefined;
      if (!rule) {
        findings.push(finding(place, 'unknownKey', { key }));
        return [[key, value]];
      }
      if (rule.deprecated) findings.push(finding(place, 'deprecated', { key, instead: rule.deprecated }));
      const read = readValue(rule, value, place, findings);
      const { renamedTo } = rule;
      return renamedTo && !Object.hasOwn(object, renamedTo)
        ? [
            [key, read],
            [renamedTo, read],
          ]
        : [[key, read]];
    }),
  );
}

function readValue(rule: Rule, value: unknown, path: string, findings: NccoFinding[]): unknown {
  const wrongType = () => {
    findings.push(finding(path, 'type', { expected: EXPECTED[rule.type] ?? rule.type }));
    return value;
  };
  switch (rule.type) {
    case 'text':
      if (rule.orList && Array.isArray(value) && value.length === 1) {
        findings.push(finding(path, 'singleExpected'));
        return readValue(rule, value[0], at(path, 0), findings);
      }
      if (typeof value !== 'string') return wrongType();
      checkText(rule, value, path, findings);
      return rule.format === 'phoneNumber' ? value.replace(/^\+/, '') : value;
    case 'number': {
      const number = typeof value === 'string' && NUMBER_TEXT.test(value) ? Number(value) : value;
      if (typeof number !== 'number' || !Number.isFinite(number)) return wrongType();
      if (number !== value) findings.push(finding(path, 'numberAsText'));
      checkNumber(rule, number, path, findings);
      return number;
    }
    case 'boolean':
      if (typeof value === 'boolean') return value;
      if (value !== 'true' && value !== 'false') return wrongType();
      findings.push(finding(path, 'booleanAsText'));
      return value === 'true';
    case 'list':
      return readList(rule, value, path, findings, wrongType);
    case 'object':
      return isObject(value) ? readKeys(rule.keys, value, path, findings) : wrongType();
    case 'open':
      if (!isObject(value)) return wrongType();
      checkOpen(rule, value, path, findings);
      return value;
    case 'endpoint': {
      if (!isObject(value)) return wrongType();
      const { type, ...rest } = value;
      if (type === undefined) {
        findings.push(finding(at(path, 'type'), 'required', { key: 'type' }));
        return value;
      }
      if (typeof type !== 'string' || !Object.hasOwn(rule.of, type)) {
        findings.push(finding(at(path, 'type'), 'oneOf', { allowed: Object.keys(rule.of).join(', ') }));
        return value;
      }
      return { type, ...readKeys(rule.of[type]!, rest, path, findings) };
    }
  }
}

function checkText(rule: TextRule, value: string, path: string, findings: NccoFinding[]) {
  if (rule.oneOf) {
    if (!rule.oneOf.includes(value)) findings.push(finding(path, 'oneOf', { allowed: rule.oneOf.join(', ') }));
  } else if (rule.format) {
    if (!FORMATS[rule.format].test(value)) findings.push(finding(path, 'format', { format: rule.format }));
    else if (rule.format === 'phoneNumber' && value.startsWith('+')) findings.push(finding(path, 'plusSign'));
  } else if (value === '') {
    findings.push(finding(path, 'empty'));
  }
  if (rule.maxChars && value.length > rule.maxChars && value.replace(TAGS, '').length > rule.maxChars) {
    findings.push(finding(path, 'tooLong', { max: rule.maxChars }));
  }
  if (rule.refusedAbove && value.length > rule.refusedAbove) {
    findings.push(finding(path, 'tooManyCharacters', { max: rule.refusedAbove }));
  }
}

function checkNumber(rule: NumberRule, value: number, path: string, findings: NccoFinding[]) {
  const { min, max = Number.POSITIVE_INFINITY } = rule;
  if (rule.whole && !Number.isInteger(value)) findings.push(finding(path, 'whole'));
  else if ((value < min || value > max) && rule.clamps) findings.push(finding(path, 'clamped', { min, max }));
  else if (value > max || (value < min && rule.max !== undefined)) findings.push(finding(path, 'range', { min, max }));
  else if (value < min) findings.push(finding(path, 'atLeast', { min }));
}

function readList(
  rule: ListRule,
  value: unknown,
  path: string,
  findings: NccoFinding[],
  wrongType: () => unknown,
): unknown {
  if (!Array.isArray(value)) {
    if (!rule.orSingle || typeof value !== 'string') return wrongType();
    findings.push(finding(path, 'listExpected'));
    return [readValue(rule.of, value, path, findings)];
  }
  if (rule.min && value.length < rule.min) findings.push(finding(path, 'empty'));
  if (rule.max && value.length > rule.max) {
    findings.push(finding(path, 'tooManyItems', { max: rule.max }));
    return value;
  }
  return value.map((item, index) => readValue(rule.of, item, at(path, index), findings));
}

function checkOpen(rule: OpenRule, value: Record<string, unknown>, path: string, findings: NccoFinding[]) {
  if (rule.maxBytes && jsonBytes(value) > rule.maxBytes) {
    findings.push(finding(path, 'tooManyBytes', { max: rule.maxBytes }));
  }
}

/** Size as JSON; infinite if it is nested too deeply to be written. */
function jsonBytes(value: unknown): number {
  try {
    return Buffer.byteLength(JSON.stringify(value));
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
