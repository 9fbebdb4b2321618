import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkName } from '../../server/accounts/check-name.js';

const check = (name: string) => checkName('input.name', name, { max: 100 });
const rule = (name: string) => {
  try {
    return { taken: check(name) };
  } catch (error) {
    return (error as { details: { rule: string } }).details.rule;
  }
};

describe('a name', () => {
  it.each([
    ['Sinhala', 'ශ්\u200Dරී'],
    ['Persian', 'می\u200Cروم'],
    ['old Malayalam', 'അവന്\u200D'],
    ['Bengali', 'র\u200D্যাম'],
    ['an emoji of two', 'Night desk 👩\u200D💻'],
    ['a heart in colour', 'Desk ❤\uFE0F'],
    ['the flag of England', 'Desk 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}'],
    ['a Han letter in its own variant', '葛\u{E0100}城'],
    ['a wide space', '山田\u3000太郎'],
    ['Vietnamese', 'Nguyễn Thị Ánh'],
    ['Korean', '김철수'],
    ['an emoji alone', '☎️'],
  ])('may be written in %s', (_what, name) => {
    expect(rule(name)).toEqual({ taken: name.normalize('NFC') });
  });

  it.each([
    ['a Hangul filler', '\u3164'],
    ['a half-wide filler behind a name', 'Jane\uFFA0'],
    ['a braille pattern without dots', '\u2800'],
    ['one inside a name', 'Ja\u2800ne'],
    ['a joiner between Latin letters', 'Ja\u200Dne'],
    ['two joiners where one belongs', 'ශ්\u200D\u200Dරී'],
    ['a joiner at the end', 'Jane\u200D'],
    ['a soft hyphen', 'Ja\u00ADne'],
    ['a mark that joins graphemes', 'Ja\u034Fne'],
    ['a variant selector behind a Latin letter', 'Jane\uFE0F'],
    ['tag letters', 'Jane\u{E0041}'],
    ['a mark that turns the writing', 'a\u202Eb'],
    ['a combining mark alone', '\u0301'],
    ['a zero-width space', 'Ja\u200Bne'],
  ])('may not have %s', (_what, name) => {
    expect(rule(name)).toBe('unseen');
  });

  it('replaces look-alike spaces with the plain space', () => {
    expect(check('Jane\u00A0Doe')).toBe('Jane Doe');
    expect(rule('\u00A0\u2003')).toBe('required');
  });

  it('that was accepted is accepted again unchanged, without hidden characters between Latin letters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
        const outcome = rule(name);
        if (typeof outcome === 'string') return;
        expect(check(outcome.taken)).toBe(outcome.taken);
        expect(/[A-Za-z]\p{DI}/u.test(outcome.taken)).toBe(false);
      }),
    );
  });
});
