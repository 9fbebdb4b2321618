import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkNcco } from '../../server/vonage/check-ncco.js';
import { at, type NccoFinding } from '../../server/vonage/ncco-findings.js';
import { FORMATS, type Keys, type Rule } from '../../server/vonage/ncco-rule-kinds.js';
import { ACTION_RULES } from '../../server/vonage/ncco-rules.js';
import { nccoSchema } from '../../server/vonage/ncco-schema.js';

type Written = Record<string, unknown>;

/** What concerns several keys or actions; all else concerns one value. */
const CROSS = ['needs', 'needsOneOf', 'excludes', 'typeLacks', 'asynchronousInput', 'bargeInNeedsInput'];
/** Who is shown need be a number only where a telephone is called. */
const isCross = ({ code, path }: NccoFinding) => CROSS.includes(code) || (code === 'format' && path === '$[0].from');
const errors = (ncco: unknown) =>
  checkNcco(ncco, { unknownKeys: 'error' }).filter(({ severity }) => severity === 'error');

/** The words of JSON Schema that ours uses. */
interface Schema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  pattern?: string;
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  required?: string[];
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
}

/** Any value that the schema allows. */
function drawn(schema: Schema): fc.Arbitrary<unknown> {
  const { minimum: min = -1000, maximum: max = 1000, minLength = 0, maxLength = 40 } = schema;
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.oneOf) return fc.oneof(...schema.oneOf.map(drawn));
  switch (schema.type) {
    case 'string':
      return schema.pattern ? fc.stringMatching(new RegExp(schema.pattern)) : fc.string({ minLength, maxLength });
    case 'integer':
      return fc.integer({ min, max });
    case 'number':
      return fc.double({ min, max, noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(drawn(schema.items!), { minLength: schema.minItems ?? 0, maxLength: schema.maxItems ?? 3 });
    default: {
      if (!schema.properties) return fc.constantFrom({}, { caller: '447700900001' });
      const keys = Object.fromEntries(Object.entries(schema.properties).map(([key, one]) => [key, drawn(one)]));
      return fc.record(keys, { requiredKeys: schema.required ?? [] });
    }
  }
}

/** The same action without the keys that do not fit together, as a person would write it. */
function tamed(action: Written): Written {
  const { split, channels, record, transcription, canSpeak, mute, mode, type, dtmf, speech, bargeIn, ...rest } = action;
  const { randomFromNumber, from, endpoint, ...bare } = rest;
  const has = (key: string, value: unknown) => (value === undefined ? {} : { [key]: value });
  const [callee] = (endpoint as Written[] | undefined) ?? [];
  return {
    ...bare,
    ...has('split', channels === undefined ? split : 'conversation'),
    ...has('channels', channels),
    ...has('transcription', transcription),
    ...has('record', action.action === 'conversation' && transcription !== undefined ? true : record),
    ...has('canSpeak', canSpeak),
    ...has('mute', canSpeak === undefined ? mute : undefined),
    ...has('type', mode === 'asynchronous' ? ['dtmf'] : type),
    ...has('mode', mode),
    ...(mode !== 'asynchronous' && Array.isArray(type) && type.includes('dtmf') && has('dtmf', dtmf)),
    ...(mode !== 'asynchronous' && Array.isArray(type) && type.includes('speech') && has('speech', speech)),
    ...has('randomFromNumber', randomFromNumber),
    ...(randomFromNumber !== true && has('from', callee?.type === 'phone' ? '447700900000' : from)),
    ...has('endpoint', callee && [tamedEndpoint(callee)]),
  };
}

function tamedEndpoint({ authorization, ...callee }: Written): Written {
  if (callee.type === 'sip') {
    const { uri, domain, user, ...rest } = callee;
    return uri === undefined ? { domain: 'office', ...rest } : { uri, ...rest };
  }
  return authorization === undefined ? callee : { ...callee, authorization: { type: 'custom', value: 'x' } };
}

describe('every action that the schema of the editor allows', () => {
  const action = drawn(nccoSchema().items as Schema) as fc.Arbitrary<Written>;

  it('is accepted, value by value', () => {
    fc.assert(
      fc.property(action, (one) => {
        expect(errors([one]).filter((found) => !isCross(found))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('is accepted as a whole once its keys fit together', () => {
    fc.assert(
      fc.property(action, (one) => {
        expect(errors([tamed(one)])).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

const SAMPLES: Record<keyof typeof FORMATS, string> = {
  url: 'https://example.com/a',
  websocket: 'wss://example.com',
  sip: 'sip:a@example.com',
  phoneNumber: '447700900001',
  language: 'en-GB',
  key: '#',
  keys: '12p#',
  audio: 'audio/l16;rate=16000',
  conversationId: 'CON-1',
};

/** A value that keeps the rule; of an object only what it must have. */
function sample(rule: Rule): unknown {
  switch (rule.type) {
    case 'text':
      return rule.oneOf?.[0] ?? (rule.format ? SAMPLES[rule.format] : 'x');
    case 'number':
      return rule.min;
    case 'boolean':
      return true;
    case 'list':
      return rule.min ? [sample(rule.of)] : [];
    case 'object':
      return sampleOf(rule.keys);
    case 'open':
      return {};
    case 'endpoint':
      return { type: 'app', user: 'Jane' };
  }
}
const sampleOf = (keys: Keys): Written =>
  Object.fromEntries(Object.entries(keys).flatMap(([key, rule]) => (rule.required ? [[key, sample(rule)]] : [])));

/** Values that break the rule: what they are, and what is said where. */
function faults(rule: Rule): [value: unknown, code: string, behind?: string][] {
  switch (rule.type) {
    case 'text': {
      const wrong = rule.oneOf || rule.format;
      const list: [unknown, string][] = rule.orList ? [[['x', 'y'], 'type']] : [[['x'], 'type']];
      return [
        [5, 'type'],
        [null, 'type'],
        ...list,
        wrong ? ['… no such thing …', rule.oneOf ? 'oneOf' : 'format'] : ['', 'empty'],
        ...(rule.refusedAbove ? [['x'.repeat(rule.refusedAbove + 1), 'tooManyCharacters'] as [unknown, string]] : []),
      ];
    }
    case 'number': {
      const below: [unknown, string] = [rule.min - 1, rule.max === undefined ? 'atLeast' : 'range'];
      const out: [unknown, string][] = rule.max === undefined ? [below] : [below, [rule.max + 1, 'range']];
      const part: [unknown, string][] = rule.whole ? [[rule.min + 0.5, 'whole']] : [];
      return [['many', 'type'], [true, 'type'], ...(rule.clamps ? [] : out), ...part];
    }
    case 'boolean':
      return [
        ['yes', 'type'],
        [1, 'type'],
        [null, 'type'],
      ];
    case 'list': {
      const [first] = faults(rule.of);
      return [
        [{}, 'type'],
        ...(rule.orSingle ? [] : [['x', 'type'] as [unknown, string]]),
        ...(rule.min ? [[[], 'empty'] as [unknown, string]] : []),
        ...(rule.max ? [[Array(rule.max + 1).fill(sample(rule.of)), 'tooManyItems'] as [unknown, string]] : []),
        [[first![0]], first![1], '[0]'],
      ];
    }
    case 'object': {
      const lacking = Object.entries(rule.keys).find(([, one]) => one.required)?.[0];
      return [
        ['x', 'type'],
        [[], 'type'],
        [{ ...sampleOf(rule.keys), neverHeardOf: 1 }, 'unknownKey', '.neverHeardOf'],
        ...(lacking ? [[{}, 'required', `.${lacking}`] as [unknown, string, string]] : []),
      ];
    }
    case 'open':
      return [
        ['x', 'type'],
        [[], 'type'],
        ...(rule.maxBytes ? [[{ x: 'y'.repeat(rule.maxBytes) }, 'tooManyBytes'] as [unknown, string]] : []),
      ];
    case 'endpoint':
      return [
        ['x', 'type'],
        [{}, 'required', '.type'],
        [{ type: 'fax' }, 'oneOf', '.type'],
      ];
  }
}

interface Place {
  action: string;
  path: string;
  rule: Rule;
  /** The action with this value at the place. */
  put(value: unknown): Written;
}

/** Every key of every action, as deep as there are rules. */
function places(action: string, keys: Keys, path: string, put: (written: Written) => Written): Place[] {
  return Object.entries(keys).flatMap(([key, rule]) => {
    const here = at(path, key);
    const putHere = (value: unknown) => put({ ...sampleOf(keys), [key]: value });
    const place: Place = { action, path: here, rule, put: putHere };
    return [place, ...inside(action, rule, here, putHere)];
  });
}

function inside(action: string, rule: Rule, path: string, put: (value: unknown) => Written): Place[] {
  if (rule.type === 'object') return places(action, rule.keys, path, put);
  if (rule.type === 'list') return inside(action, rule.of, `${path}[0]`, (value) => put([value]));
  if (rule.type !== 'endpoint') return [];
  return Object.entries(rule.of).flatMap(([type, keys]) =>
    places(action, keys, path, (written) => put({ type, ...written })),
  );
}

const ALL = Object.entries(ACTION_RULES as Record<string, Keys>).flatMap(([action, keys]) =>
  places(action, keys, '$[0]', (written) => ({ action, ...written })),
);

describe('every rule of the table', () => {
  it.each(ALL)('$action $path accepts valid values, and reports others at their place', (place) => {
    const { path, rule, put } = place;
    const told = (value: unknown) =>
      errors([put(value)])
        .filter((found) => !isCross(found))
        .map((one) => `${one.code} ${one.path}`);
    expect(told(sample(rule))).toEqual([]);
    for (const [value, code, behind = ''] of faults(rule)) expect(told(value)).toEqual([`${code} ${path}${behind}`]);
  });

  it.each(ALL.filter(({ rule }) => rule.required))('$action $path is reported if missing', ({ path, put }) => {
    const lacking = JSON.parse(JSON.stringify(put(undefined)));
    expect(errors([lacking]).map((one) => `${one.code} ${one.path}`)).toContain(`required ${path}`);
  });

  it('are more than a hundred', () => {
    expect(ALL.length).toBeGreaterThan(100);
  });
});
