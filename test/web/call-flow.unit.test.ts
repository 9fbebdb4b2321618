import { jsonLanguage } from '@codemirror/lang-json';
import { describe, expect, it } from 'vitest';
import type { HeardEvent } from '../../web/lib/handset/handset';
import { firstError, pathAt, placeOf, readPath } from '../../web/presets/editor/json-places';
import { wordsAt } from '../../web/presets/editor/ncco-words';
import { readFlow } from '../../web/presets/flow/flow';
import { follow } from '../../web/presets/test-call/follow-call';

const parse = (text: string) => jsonLanguage.parser.parse(text);
const IVR = [
  { action: 'talk', text: 'Welcome.' },
  { action: 'talk', text: 'Press 1 or 2.' },
  { action: 'input', eventUrl: ['DTMF_URL'] },
];
const MENU = [
  { digits: '1', user: 'Jane' },
  { digits: '2', user: 'Joe' },
];

describe('a place in the text', () => {
  const text = '[{"action": "connect",\n  "endpoint": [{"type": "phone", "number": "x", "content-type": 1}]}]';
  const said = (path: string, aboutKey?: boolean) => {
    const { from, to } = placeOf(parse(text), text, readPath(path), aboutKey);
    return text.slice(from, to);
  };

  it('is the value of a path, or its key if the key is wrong', () => {
    expect(said('$[0].endpoint[0].number')).toBe('"x"');
    expect(said('$[0].endpoint[0]["content-type"]')).toBe('1');
    expect(said('$[0].endpoint[0].number', true)).toBe('"number"');
    expect(said('$')).toBe(text);
  });

  it('is the first key of the object for a missing key', () => {
    expect(said('$[0].endpoint[0].uri')).toBe('"type": "phone"');
    expect(said('$[0].from')).toBe('"action": "connect"');
    expect(said('$[7].text')).toBe('[');
  });

  it('has a path, also in incomplete text', () => {
    const at = (part: string, whole = text) => pathAt(parse(whole), whole, whole.indexOf(part) + 1);
    expect(at('"x"')).toEqual([0, 'endpoint', 0, 'number']);
    expect(at('connect')).toEqual([0, 'action']);
    expect(at('tal', '[{"action": "talk"}, {"action": "tal')).toEqual([0, 'action']);
    expect(pathAt(parse('[{"a": 1},\n {"b": [2, '), '[{"a": 1},\n {"b": [2, ', 19)).toEqual([1, 'b']);
    expect(firstError(parse('[{"a": }]'))).not.toBeNull();
    expect(firstError(parse(text))).toBeNull();
  });
});

describe('completion', () => {
  const offered = (text: string) => {
    const position = text.indexOf('|');
    const whole = text.replace('|', '');
    const found = wordsAt(parse(whole), whole, position);
    return found && { labels: found.words.map(({ label }) => label), replaces: whole.slice(found.from, found.to) };
  };

  it('offers an action in the list, with all required keys', () => {
    expect(offered('[|]')?.labels).toEqual([
      'talk',
      'stream',
      'record',
      'conversation',
      'connect',
      'input',
      'notify',
      'wait',
      'transfer',
    ]);
    expect(offered('[{"action": "talk", "text": ""}, ta|')).toMatchObject({ replaces: 'ta' });
    const whole = '[]';
    expect(wordsAt(parse(whole), whole, 1)?.words[0]?.write).toBe('{\n  "action": "talk",\n  "text": "#{}"\n}');
  });

  it('offers a key of this action that is not used yet', () => {
    const { labels = [] } = offered('[{"action": "talk", "text": "Hello", |}]') ?? {};
    expect(labels).toContain('bargeIn');
    expect(labels).not.toContain('text');
    expect(labels).not.toContain('endpoint');
    expect(offered('[{"action": "talk", "ba|"}]')).toMatchObject({ replaces: '"ba"' });
    expect(offered('[{|}]')?.labels).toContain('action');
  });

  it('offers keys of the given endpoint type', () => {
    const { labels } = offered('[{"action": "connect", "endpoint": [{"type": "app", |}]}]') ?? {};
    expect(labels).toEqual(['user']);
  });

  it('offers matching values: those of the rules, or placeholders', () => {
    expect(offered('[{"action": "|"}]')?.labels).toContain('conversation');
    expect(offered('[{"action": "talk", "bargeIn": |}]')?.labels).toEqual(['true', 'false']);
    expect(offered('[{"action": "input", "eventUrl": ["|"]}]')?.labels).toContain('DTMF_URL');
    expect(offered('[{"action": "connect", "endpoint": [{"type": "|"}]}]')?.labels).toEqual([
      'phone',
      'app',
      'sip',
      'websocket',
      'vbc',
    ]);
  });

  it('offers nothing if nothing is known', () => {
    expect(offered('[{"action": "talk", "text": "Hello"} |')).toBeNull();
    expect(offered('[{"nonsense": {"deep": |}}]')?.labels ?? []).toEqual([]);
  });
});

describe('the picture of a flow', () => {
  it('branches at our own menu, and nowhere else', () => {
    const [, , input] = readFlow(IVR, MENU).blocks;
    expect(input?.branches?.map(({ digits, user }) => [digits, user])).toEqual([
      ['1', 'Jane'],
      ['2', 'Joe'],
    ]);
    const elsewhere = [{ action: 'input', eventUrl: ['https://example.com'] }];
    expect(readFlow(elsewhere, MENU).blocks[0]?.branches).toBeUndefined();
  });

  it('marks unreachable steps', () => {
    const flow = readFlow([...IVR, { action: 'talk', text: 'Never' }], MENU);
    expect(flow.blocks.map(({ unreached }) => unreached)).toEqual([false, false, false, true]);
  });

  it('accepts invalid flows', () => {
    for (const text of [null, 'x', {}, [null, 1, [[]]], [{ action: 7, endpoint: 'x', eventUrl: {} }]]) {
      expect(readFlow(text, [])).toBeDefined();
    }
  });
});

describe('the current step of a call', () => {
  const flow = readFlow(IVR, MENU);
  const comesTo = (...events: Partial<HeardEvent>[]) => follow(flow, events as HeardEvent[]);
  const answered = { type: 'answered' };
  const said = (text: string) => ({ type: 'said', text });

  it('is none before it is answered and after it has ended', () => {
    expect(comesTo({ type: 'dialling' }, { type: 'ringback' })).toBeNull();
    expect(comesTo(answered, said('Welcome.'), { type: 'ended' })).toBeNull();
  });

  it('is the spoken text, then the input, then the key’s branch', () => {
    expect(comesTo(answered, said('Welcome.'))).toBe('$[0]');
    expect(comesTo(answered, said('Welcome.'), said('Press 1 or 2.'))).toBe('$[1]');
    const asked = [answered, said('Welcome.'), said('Press 1 or 2.'), { type: 'silence' }];
    expect(comesTo(...asked)).toBe('$[2]');
    const chosen = [...asked, { type: 'keys' }, said('Please wait while we connect you to Joe')];
    expect(comesTo(...chosen)).toBe('menu[1].$[0]');
    expect(comesTo(...chosen, { type: 'ringback' })).toBe('menu[1].$[1]');
  });

  it('is the menu again after a wrong key', () => {
    const again = [answered, said('Press 1 or 2.'), { type: 'silence' }, said('Sorry, I did not get that.')];
    expect(comesTo(...again)).toBe('$[2]');
    expect(comesTo(...again, said('Press 1 or 2.'))).toBe('$[1]');
  });

  it('recognizes a text whose placeholder was filled in', () => {
    const filled = readFlow([{ action: 'talk', text: 'Calling PARAMS_TO now' }], []);
    expect(follow(filled, [answered, said('Calling 447700900009 now')] as HeardEvent[])).toBe('$[0]');
  });
});
