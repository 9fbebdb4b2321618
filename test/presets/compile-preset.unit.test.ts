import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallFacts, phoneDigits } from '../../server/presets/call-facts.js';
import { compileChoice, compilePreset, type LivePreset, readMenuQuery } from '../../server/presets/compile-preset.js';
import { GUIDE_PRESETS, menuReply } from '../../server/presets/guide-presets.js';
import { checkNcco } from '../../server/vonage/check-ncco.js';
import type { PresetKind } from '../../shared/preset-kinds.js';

const dtmfUrl = 'https://example.com/webhooks/app/dtmf';
const live = (kind: PresetKind, change: Partial<LivePreset> = {}): LivePreset => ({
  kind,
  ...GUIDE_PRESETS[kind],
  ...change,
});
const fillings = (facts: CallFacts = {}, outgoingNumber: string | null = '447700900123') => ({
  facts,
  outgoingNumber,
  dtmfUrl,
});
const spoken = (ncco: unknown) => (ncco as { text?: string }[]).map((action) => action.text);

describe("the guide's presets", () => {
  const guide = resolve(import.meta.dirname, '../../../shared/seed/contact-center-guide.ja.md');
  const copied = JSON.parse(readFileSync(join(import.meta.dirname, 'guide.json'), 'utf8')) as unknown[];
  const printed = existsSync(guide)
    ? [...readFileSync(guide, 'utf8').matchAll(/```json\n(.*?)```/gs)].map(([, json]) => JSON.parse(json!))
    : copied;

  it('are as printed in the guide (or in our copy, if the guide is not available)', () => {
    expect(copied).toEqual(printed);
    expect(printed).toEqual([
      GUIDE_PRESETS.inbound.ncco,
      GUIDE_PRESETS.outbound.ncco,
      GUIDE_PRESETS.ivr.ncco,
      menuReply('Jane'),
    ]);
  });

  it('return the guide’s JSON once their placeholders are filled in', () => {
    expect(compilePreset(live('inbound'), fillings({ to: '447700900123', from: '447700900001' }))).toEqual([
      { action: 'talk', text: 'Thank you for calling Jane' },
      { action: 'connect', endpoint: [{ type: 'app', user: 'Jane' }] },
    ]);
    expect(compilePreset(live('outbound'), fillings({ to: '447700900009', agent: 'Jane' }))).toEqual([
      { action: 'talk', text: 'Please wait while we connect you.' },
      {
        action: 'connect',
        timeout: 20,
        from: '447700900123',
        endpoint: [{ type: 'phone', number: '447700900009' }],
      },
    ]);
    expect(compilePreset(live('ivr'), fillings())).toEqual([
      { action: 'talk', text: 'Thank you for calling my contact center.' },
      { action: 'talk', text: 'To talk to Jane, please press 1, or, to talk to Joe, press 2.' },
      { action: 'input', type: ['dtmf'], eventUrl: [dtmfUrl] },
    ]);
  });

  it('break no rule of an NCCO', () => {
    for (const kind of ['inbound', 'outbound', 'ivr', 'custom'] as const) {
      const ncco = compilePreset(live(kind), fillings({ to: '447700900009', agent: 'Jane' }));
      expect(checkNcco(ncco, { unknownKeys: 'error' }).filter((one) => one.severity === 'error')).toEqual([]);
    }
  });
});

describe('the number that an agent calls', () => {
  const called = (facts: CallFacts) => {
    const [, connect] = compilePreset(live('outbound'), fillings({ agent: 'Jane', ...facts }));
    return connect?.action === 'connect' ? (connect.endpoint[0] as { number: string }).number : null;
  };

  it('is the top-level "to", otherwise that of the custom data, as an object or as JSON', () => {
    expect(called({ to: '447700900001', customData: { to: '447700900002' } })).toBe('447700900001');
    expect(called({ customData: { to: '447700900002' } })).toBe('447700900002');
    expect(called({ customData: '{"to":"447700900002"}' })).toBe('447700900002');
    expect(called({ to: '', customData: { to: 447700900002 } })).toBe('447700900002');
  });

  it('may be written with a plus and spaces', () => {
    expect(called({ to: '+44 7700 900001' })).toBe('447700900001');
    expect(called({ to: ' 447700900001' })).toBe('447700900001');
  });

  it('may be written as on a business card, with every width, dash and mark', () => {
    expect(called({ to: '+44 (0)7700 900001' })).toBe('447700900001');
    expect(called({ to: '00447700900001' })).toBe('447700900001');
    expect(called({ to: '\u202A＋４４ー７７００−９００００１\u202C' })).toBe('447700900001');
    expect(called({ to: 'tel:+44-7700-900001' })).toBe('447700900001');
  });

  it('is reported by a spoken sentence if missing or invalid, and nothing is called', () => {
    const sentence = (facts: CallFacts) => compilePreset(live('outbound'), fillings({ agent: 'Jane', ...facts }));
    const missing = [{ action: 'talk', text: 'Sorry, this call cannot be connected. The number to call is missing.' }];
    expect(sentence({})).toEqual(missing);
    expect(sentence({ customData: 'no JSON' })).toEqual(missing);
    expect(sentence({ customData: null })).toEqual(missing);
    for (const to of [
      '123456',
      '1'.repeat(16),
      '9'.repeat(10_000),
      'Jane',
      '07700900001',
      '4477009000011',
      'tel:+447700900001;ext=5',
      '447700900001;',
      { length: 9 },
      ['447700900001'],
    ]) {
      expect(spoken(sentence({ to }))).toEqual([
        'Sorry, this call cannot be connected. The number to call is not a phone number.',
      ]);
    }
  });

  it('never changes the structure of an NCCO, whatever it contains', () => {
    const shape = compilePreset(live('outbound'), fillings({ agent: 'Jane', to: '447700900001' }));
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom('1"}]', '"}],"action":"talk"', '$&', 'PARAMS_TO', '447700900001"}', '{"to":"1"}', '\u0000'),
      fc.stringMatching(/^[+ 0-9]{5,20}$/),
    );
    fc.assert(
      fc.property(hostile, (to) => {
        const ncco = compilePreset(live('outbound'), fillings({ agent: 'Jane', to }));
        const digits = phoneDigits(to);
        if (digits === null) expect(ncco).toEqual([{ action: 'talk', text: expect.stringMatching(/^Sorry/) }]);
        else expect(ncco).toEqual(JSON.parse(JSON.stringify(shape).replace('447700900001', digits)));
      }),
    );
  });
});

describe('YOUR_NEXMO_NUMBER', () => {
  const custom = live('custom', { ncco: [{ action: 'talk', text: 'You called YOUR_NEXMO_NUMBER.' }] });

  it("is the called number, and for an agent's call the outgoing number", () => {
    expect(spoken(compilePreset(custom, fillings({ to: '447700900999' })))).toEqual(['You called 447700900999.']);
    for (const agent of [{ agent: 'Jane' }, { agent: 'Jane', from: '447700900001' }]) {
      const ncco = compilePreset(custom, fillings({ to: '447700900999', ...agent }));
      expect(spoken(ncco)).toEqual(['You called 447700900123.']);
    }
  });

  it('is reported by a spoken sentence if missing', () => {
    expect(spoken(compilePreset(custom, fillings({})))[0]).toContain('The number that was called is not known.');
    const outbound = compilePreset(live('outbound'), fillings({ agent: 'Jane' }, null));
    expect(spoken(outbound)).toEqual([
      'Sorry, this call cannot be connected. There is no number to call from. The number to call is missing.',
    ]);
  });
});

describe('a preset of any text', () => {
  it('is filled in value by value: keys, numbers and structure do not change', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue(), { minLength: 1 }), (ncco) => {
        expect(compilePreset(live('custom', { ncco }), fillings())).toEqual(ncco);
      }),
    );
  });

  it('speaks a sentence when it is empty', () => {
    expect(compilePreset(live('custom'), fillings())).toEqual([{ action: 'talk', text: expect.stringMatching(/\w/) }]);
  });
});

describe('the menu', () => {
  const ivr = live('ivr');
  const press = (digits: string | null, attempt = 0) => compileChoice(ivr, digits, attempt, fillings());

  it('connects 1 to Jane and 2 to Joe, as the guide says', () => {
    expect(press('1')).toEqual({ ncco: menuReply('Jane'), outcome: 'choice' });
    expect(press('2')).toEqual({ ncco: menuReply('Joe'), outcome: 'choice' });
    expect(press('2#')).toEqual({ ncco: menuReply('Joe'), outcome: 'choice' });
  });

  it.each(['9', '', null, '11', '1"', '1'.repeat(10_000)])(
    'is said again after %j, twice, and then says goodbye',
    (digits) => {
      const again = (attempt: number) => [
        { action: 'talk', text: 'Sorry, I did not get that.' },
        { action: 'talk', text: 'To talk to Jane, please press 1, or, to talk to Joe, press 2.' },
        { action: 'input', type: ['dtmf'], eventUrl: [`${dtmfUrl}?attempt=${attempt}`] },
      ];
      expect(press(digits, 0)).toEqual({ ncco: again(1), outcome: 'again' });
      expect(press(digits, 1)).toEqual({ ncco: again(2), outcome: 'again' });
      expect(press(digits, 2)).toEqual({ ncco: [{ action: 'talk', text: 'Goodbye.' }], outcome: 'goodbye' });
    },
  );

  it('accepts a choice at the last attempt', () => {
    expect(press('1', 2).ncco).toEqual(menuReply('Jane'));
  });

  it('of Custom repeats its own prompts, and returns to Custom', () => {
    const custom = live('custom', {
      menu: [{ digits: '0', user: 'Ann' }],
      ncco: [
        { action: 'record', eventUrl: ['https://example.com/rec'] },
        { action: 'talk', text: 'Office 2000, welcome.' },
        { action: 'stream', streamUrl: ['https://example.com/jingle.mp3'] },
        { action: 'talk', text: 'Press 0 for Ann.', bargeIn: true },
        { action: 'input', type: ['dtmf'], eventUrl: ['DTMF_URL'] },
      ],
    });
    expect(compilePreset(custom, fillings()).at(-1)).toMatchObject({ eventUrl: [`${dtmfUrl}?preset=custom`] });
    expect(compileChoice(custom, '7', 0, fillings()).ncco).toEqual([
      { action: 'talk', text: 'Sorry, I did not get that.' },
      { action: 'talk', text: 'Press 0 for Ann.', bargeIn: true },
      { action: 'input', type: ['dtmf'], eventUrl: [`${dtmfUrl}?preset=custom&attempt=1`] },
    ]);
  });

  it('repeats all prompts if none names a key, and says goodbye if the preset no longer has an input', () => {
    const silent = live('ivr', {
      ncco: [
        { action: 'talk', text: 'Welcome.' },
        { action: 'talk', text: 'Press one.' },
        { action: 'input', eventUrl: ['DTMF_URL'] },
      ],
    });
    expect(spoken(compileChoice(silent, '5', 0, fillings()).ncco).slice(0, 3)).toEqual([
      'Sorry, I did not get that.',
      'Welcome.',
      'Press one.',
    ]);
    const gone = live('ivr', { ncco: [{ action: 'talk', text: 'Closed.' }] });
    expect(spoken(compileChoice(gone, '5', 0, fillings()).ncco)).toEqual(['Sorry, I did not get that.', 'Goodbye.']);
  });

  it('reads attempts and preset from its URL, and treats anything invalid as the start', () => {
    expect(readMenuQuery({ preset: 'custom', attempt: '2' })).toEqual({ kind: 'custom', attempt: 2 });
    for (const query of [
      {},
      { attempt: '-1' },
      { attempt: 'x', preset: '__proto__' },
      { attempt: ['1', '2'], preset: 5 },
    ]) {
      expect(readMenuQuery(query)).toEqual({ kind: 'ivr', attempt: 0 });
    }
  });
});
