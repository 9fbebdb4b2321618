import { parser } from '@lezer/json';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { GUIDE_PRESETS } from '../../server/presets/guide-presets.js';
import { itemsOf, propertiesOf, rootOf } from '../../web/presets/editor/json-places';
import { type Edit, editJson } from '../../web/presets/form/edit-json';
import { type FieldName, type FormStep, isShown, readForm } from '../../web/presets/form/read-form';
import { addStep, type FieldChange, removeStep, STEP_KINDS, writeField } from '../../web/presets/form/write-field';
import { TYPICAL } from '../vonage/typical-nccos.js';

const text = (value: unknown) => JSON.stringify(value, null, 2);
const KNOWN = [
  ...Object.entries(GUIDE_PRESETS).map(([what, { ncco }]) => ({ what: `the guide’s ${what}`, ncco })),
  ...TYPICAL,
];

/** Every field of a step, with the value that it has. */
const fieldsOf = (step: FormStep): FieldChange[] => allFieldsOf(step).filter(({ field }) => isShown(step, field));

function allFieldsOf(step: FormStep): FieldChange[] {
  switch (step.kind) {
    case 'say':
      return [
        { field: 'text', value: step.text },
        { field: 'language', value: step.language },
        { field: 'voice', value: step.voice },
      ];
    case 'ring':
      return [
        { field: 'whom', value: step.whom },
        { field: 'seconds', value: step.seconds },
      ];
    case 'play':
      return [{ field: 'url', value: step.url }];
    default:
      return [];
  }
}

const words = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom('ようこそ', 'a "b" \\ c', 'PARAMS_TO'),
);

/** Another value for the same field. */
const changeOf = ({ field }: FieldChange): fc.Arbitrary<FieldChange> => {
  switch (field) {
    case 'text':
    case 'url':
      return words.map((value) => ({ field, value }));
    case 'language':
      return fc.constantFrom(null, 'ja-JP', 'en-GB').map((value) => ({ field, value }));
    case 'voice':
      return fc.option(fc.nat(9)).map((value) => ({ field, value }));
    case 'seconds':
      return fc.option(fc.integer({ min: 1, max: 120 })).map((value) => ({ field, value }));
    case 'whom':
      return fc.oneof(
        words.map((name): FieldChange => ({ field, value: { type: 'user', name } })),
        fc
          .stringMatching(/^[1-9]\d{6,14}$/)
          .map((number): FieldChange => ({ field, value: { type: 'number', number } })),
        fc.constant<FieldChange>({ field, value: { type: 'dialed' } }),
      );
  }
};

/** Spaces and line breaks as people leave them, between any two tokens. */
const space = fc.constantFrom('', ' ', '\n', '\t', '\n    ', ' \r\n');

/** A value as JSON text with any spacing, keys in any order, and some letters escaped. */
function written(value: unknown): fc.Arbitrary<string> {
  const list = (open: string, items: fc.Arbitrary<string>[], close: string): fc.Arbitrary<string> =>
    fc.tuple(space, ...items.map((item) => fc.tuple(space, item, space))).map(([inside, ...all]) => {
      const parts = (all as string[][]).map((part) => part.join(''));
      return open + (parts.length > 0 ? parts.join(',') : inside) + close;
    });
  if (Array.isArray(value)) return list('[', value.map(written), ']');
  if (typeof value === 'object' && value !== null) {
    const keys = fc.shuffledSubarray(Object.keys(value), { minLength: Object.keys(value).length });
    return keys.chain((order) =>
      list(
        '{',
        order.map((key) =>
          fc
            .tuple(written(key), space, space, written((value as Record<string, unknown>)[key]))
            .map(([name, left, right, one]) => `${name}${left}:${right}${one}`),
        ),
        '}',
      ),
    );
  }
  const plain = JSON.stringify(value);
  const escaped =
    typeof value === 'string' ? plain.replace(/[a-z]/, (letter) => `\\u00${letter.charCodeAt(0).toString(16)}`) : plain;
  // An escape may stand in front of the letter already.
  return fc.constantFrom(plain, JSON.parse(escaped) === value ? escaped : plain);
}

const action = fc.oneof(
  fc.record(
    {
      action: fc.constant('talk'),
      text: words,
      language: words,
      style: fc.nat(5),
      loop: fc.nat(3),
      bargeIn: fc.boolean(),
    },
    { requiredKeys: ['action'] },
  ),
  fc.record(
    {
      action: fc.constant('connect'),
      endpoint: fc.oneof(
        fc.tuple(fc.record({ type: fc.constant('app'), user: words }, { requiredKeys: ['type'] })),
        fc.tuple(
          fc.record({ type: fc.constant('phone'), number: words, dtmfAnswer: words }, { requiredKeys: ['type'] }),
        ),
        fc.jsonValue(),
      ),
      timeout: fc.oneof(fc.nat(120), fc.constant('45'), fc.jsonValue()),
      from: fc.constantFrom('YOUR_NEXMO_NUMBER', '447700900000'),
      limit: fc.nat(),
    },
    { requiredKeys: ['action'] },
  ),
  fc.record({ action: fc.constant('input'), eventUrl: fc.constant(['DTMF_URL']), type: fc.constant(['dtmf']) }),
  fc.record({
    action: fc.constant('stream'),
    streamUrl: fc.oneof(fc.tuple(words), fc.jsonValue()),
    level: fc.double({ noNaN: true, noDefaultInfinity: true }),
  }),
  fc.jsonValue({ maxDepth: 3 }),
);
const ncco = fc.array(action, { maxLength: 5 });
/** A flow in any spelling: what a form must not touch. */
const anyText = ncco.chain((flow) => written(flow));

const steps = (whole: string): FormStep[] => readForm(JSON.parse(whole)) ?? [];
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

describe('the form of a preset', () => {
  it.each(KNOWN)('opens $what, and shows or names each of its settings', ({ ncco: flow }) => {
    const read = readForm(flow);
    expect(read).toHaveLength(flow.length);
    for (const [index, step] of read!.entries()) {
      expect(step.index).toBe(index);
      const named = Object.keys(step.kept);
      const own = Object.keys(flow[index] as object).filter((key) => !named.includes(key));
      const shown = { say: 4, ring: 4, play: 2, menu: 3, other: 1 }[step.kind];
      expect(own.length, JSON.stringify(step)).toBeLessThanOrEqual(shown);
    }
  });

  it('reads the guide’s presets without a rest', () => {
    const kinds = Object.values(GUIDE_PRESETS).map(({ ncco: flow }) =>
      readForm(flow)!.map(({ kind, kept }) => [kind, kept]),
    );
    expect(kinds).toEqual([
      [
        ['say', {}],
        ['ring', {}],
      ],
      [
        ['say', {}],
        ['ring', {}],
      ],
      [
        ['say', {}],
        ['say', {}],
        ['menu', {}],
      ],
      [],
    ]);
  });

  it('says what it does not show, and shows no step whose meaning it would have to guess', () => {
    const [talk, call, socket] = readForm([
      { action: 'talk', text: 'Hi', loop: 2, bargeIn: true },
      {
        action: 'connect',
        timeout: '45',
        limit: 60,
        endpoint: [{ type: 'phone', number: 'PARAMS_TO', dtmfAnswer: '1' }],
      },
      { action: 'connect', endpoint: [{ type: 'websocket', uri: 'wss://example.com' }] },
    ])!;
    expect(talk).toMatchObject({ kind: 'say', kept: { loop: 2, bargeIn: true } });
    expect(call).toMatchObject({ kind: 'ring', whom: { type: 'dialed' }, seconds: 45, fixed: true });
    expect(call!.kept).toEqual({ limit: 60, 'endpoint.dtmfAnswer': '1' });
    expect(socket).toMatchObject({ kind: 'other', action: 'connect' });
    expect(readForm({ action: 'talk' })).toBeNull();
  });

  it.each(KNOWN)('changes not a character of $what when each field is written as it is', ({ ncco: flow }) => {
    for (const whole of [text(flow), JSON.stringify(flow)]) {
      for (const step of steps(whole))
        for (const field of fieldsOf(step)) expect(writeField(whole, step, field)).toBe(whole);
    }
  });

  it('changes not a character of any spelling when each field is written as it is', () => {
    fc.assert(
      fc.property(anyText, (whole) => {
        for (const step of steps(whole)) {
          for (const field of fieldsOf(step)) expect(writeField(whole, step, field)).toBe(whole);
        }
      }),
      { seed: 15, numRuns: 400 },
    );
  });

  it('changes one field and nothing else, in any spelling', () => {
    const change = anyText
      .filter((whole) => steps(whole).some((step) => fieldsOf(step).length > 0))
      .chain((whole) =>
        fc
          .constantFrom(...steps(whole).flatMap((step) => fieldsOf(step).map((field) => ({ step, field }))))
          .chain(({ step, field }) => changeOf(field).map((after) => ({ whole, step, after }))),
      );
    fc.assert(
      fc.property(change, ({ whole, step, after }) => {
        if (step.kind === 'ring' && after.field === 'whom' && step.fixed && after.value.type !== step.whom.type) return;
        const result = writeField(whole, step, after);
        const changed = steps(result)[step.index]!;
        expect(fieldsOf(changed)).toContainEqual(after);
        for (const field of fieldsOf(changed)) {
          if (field.field !== after.field) expect(fieldsOf(step)).toContainEqual(field);
        }
        const [was, is] = [piecesOf(whole), piecesOf(result)];
        for (const key of WRITES[after.field]) {
          was[step.index]!.delete(key);
          is[step.index]!.delete(key);
        }
        expect(is).toEqual(was);
      }),
      { seed: 15, numRuns: 600 },
    );
  });

  it('adds and removes a step, and the others stay as they are', () => {
    const place = fc.tuple(anyText, fc.nat(5), fc.constantFrom(...STEP_KINDS));
    fc.assert(
      fc.property(place, ([whole, at, kind]) => {
        const before = JSON.parse(whole) as unknown[];
        const index = Math.min(at, before.length);
        const longer = addStep(whole, index, kind, 'ja-JP');
        const after = JSON.parse(longer) as unknown[];
        expect(after).toHaveLength(before.length + 1);
        expect(same(after.toSpliced(index, 1), before)).toBe(true);
        expect(readForm(after)![index]!.kind).toBe(
          { say: 'say', person: 'ring', number: 'ring', play: 'play', menu: 'menu' }[kind],
        );
        expect(same(JSON.parse(removeStep(longer, index)), before)).toBe(true);
      }),
      { seed: 15, numRuns: 300 },
    );
  });
});

/** Keys of the action that a field may write; a phone is called from one of our numbers. */
const WRITES: Record<FieldName, string[]> = {
  text: ['text'],
  language: ['language'],
  voice: ['style'],
  whom: ['endpoint', 'from'],
  seconds: ['timeout'],
  url: ['streamUrl'],
};

/** The characters of each action: by key, or those of the whole where it is no object. */
function piecesOf(whole: string): Map<string, string>[] {
  const list = rootOf(parser.parse(whole))!;
  return itemsOf(list).map((item) => {
    const all = item.name === 'Object' ? propertiesOf(item, whole) : [];
    const pieces = all.map(({ key, node }): [string, string] => [key, whole.slice(node.from, node.to)]);
    return new Map(item.name === 'Object' ? pieces : [['', whole.slice(item.from, item.to)]]);
  });
}

test('a changed text keeps the look of the text around it', () => {
  const edit = (whole: string, ...edits: Edit[]) => editJson(whole, edits);
  const pretty = text([{ action: 'talk', text: 'Hi' }]);
  expect(edit(pretty, { put: 'ja-JP', at: [0, 'language'] })).toBe(
    text([{ action: 'talk', text: 'Hi', language: 'ja-JP' }]),
  );
  expect(edit(pretty, { insert: { action: 'wait' }, at: [1] })).toBe(
    text([{ action: 'talk', text: 'Hi' }, { action: 'wait' }]),
  );
  expect(edit(pretty, { insert: { action: 'wait' }, at: [0] })).toBe(
    text([{ action: 'wait' }, { action: 'talk', text: 'Hi' }]),
  );
  expect(edit(pretty, { remove: [0, 'text'] })).toBe(text([{ action: 'talk' }]));
  expect(edit(pretty, { remove: [0] })).toBe('[]');
  expect(edit('[]', { insert: { action: 'wait' }, at: [0] })).toBe(text([{ action: 'wait' }]));
  expect(edit('[{"a":1}]', { put: 2, at: [0, 'b'] })).toBe('[{"a":1,"b":2}]');
  expect(edit('[{"a": 1}, {}]', { put: 2, at: [0, 'b'] }, { put: 3, at: [1, 'c'] })).toBe(
    '[{"a": 1, "b": 2}, {"c":3}]',
  );
  expect(edit('[{"a":1,"b":2,"a":3}]', { remove: [0, 'a'] })).toBe('[{"b":2}]');
  expect(() => edit('[1]', { put: 1, at: [0, 'a'] })).toThrow('No value can be put at 0.a.');
});
