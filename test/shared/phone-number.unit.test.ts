import fc from 'fast-check';
import {
  type CountryCode,
  getCountries,
  getExampleNumber,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, it } from 'vitest';
import { readPartOfNumber, readPhoneNumber } from '../../shared/phone-number.js';

const EXAMPLES = getCountries().flatMap((country) => getExampleNumber(country, examples) ?? []);
const anyNumber = fc.constantFrom(...EXAMPLES);
const country = fc.constantFrom<CountryCode | undefined>(undefined, ...getCountries());
const e164 = ({ number }: PhoneNumber) => number.slice(1);

const wide = (text: string) => text.replace(/[+0-9]/g, (one) => String.fromCharCode(one.charCodeAt(0) + 0xfee0));
const arabic = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(0x660 + Number(digit)));
const HYPHENS = [...'‐‑‒–—―−ー－﹣⁃', '\u00a0', '\u3000', ' ', '.', '/', '・', ''];
const UNSEEN = ['\u202a', '\u202c', '\u200b', '\u200e', '\u2068', '\u2060', '\u00ad', '\ufeff', ''];

/** The same number, written in another way. */
const spelling = fc
  .record({
    between: fc.constantFrom(...HYPHENS),
    unseen: fc.constantFrom(...UNSEEN),
    begins: fc.constantFrom('+', '00', 'tel:+', 'TEL:%2B', '(+)', ''),
    digits: fc.constantFrom((text: string) => text, wide, arabic),
  })
  .map(({ between, unseen, begins, digits }) => (number: PhoneNumber) => {
    const groups = number.formatInternational().slice(1).replaceAll(' ', between);
    if (begins.toLowerCase().startsWith('tel:')) return `${begins}${groups.replace(/[^\d]/g, '-')}`;
    if (begins === '(+)')
      return digits(`${unseen}(+${number.countryCallingCode})${groups.slice(number.countryCallingCode.length)}`);
    return `${unseen}${digits(begins + groups)}${unseen}`;
  });

describe('a phone number', () => {
  it('of any country is read in every international format, wherever it is dialed', () => {
    fc.assert(
      fc.property(anyNumber, spelling, country, (number, write, home) => {
        const typed = write(number);
        const saysSo = /^\p{Cf}*(?:\(?[+＋]|tel:)/iu.test(typed);
        expect(readPhoneNumber(typed, saysSo ? home : undefined)).toBe(e164(number));
      }),
      { numRuns: 3000 },
    );
  });

  it('is read as dialed in its own country', () => {
    const lost = EXAMPLES.filter((number) => {
      const { country: home = 'GB' } = number;
      return readPhoneNumber(number.formatNational(), home) !== e164(number);
    });
    expect(lost.map(({ number, country: home }) => `${home} ${number}`)).toEqual([]);
  });

  it('never becomes another number: all typed digits are kept, except dialing prefixes', () => {
    const typed = fc.tuple(
      fc.constantFrom('', '+', '00', '0', '011', '(0)', '+44 (0)', '+39 (0)'),
      fc.stringMatching(/^[0-9 ()-]{5,16}$/),
    );
    fc.assert(
      fc.property(typed, country, ([begins, rest], home) => {
        const text = begins + rest;
        const read = readPhoneNumber(text, home);
        if (read === undefined) return;
        const digits = text.replace(/\D/g, '');
        const { nationalNumber = '' } = parsePhoneNumberFromString(`+${read}`, { extract: false }) ?? {};
        // Argentina and Mexico write a mobile number at home otherwise than abroad.
        if (['AR', 'MX', 'BR'].includes(home ?? '') || /^(54|52|55)/.test(read)) return;
        // Some islands write a number at home without the code of the island.
        expect(digits.endsWith(nationalNumber.replace(/^0+/, '')) || read.endsWith(digits)).toBe(true);
        expect(digits.length - nationalNumber.length).toBeLessThanOrEqual(8);
        expect(read).toMatch(/^[1-9]\d{6,14}$/);
        expect(readPhoneNumber(`+${read}`)).toBe(read);
      }),
      { numRuns: 5000, examples: [[['00', '0000  -0('], 'CA']] },
    );
  });

  it.each([
    ['+44 (0)20 7946 0000', 'JP', '442079460000'],
    ['+44 (0)7700 900123', undefined, '447700900123'],
    ['44 (0)20 7946 0000', 'US', '442079460000'],
    ['+44 020 7946 0000', undefined, '442079460000'],
    ['+81 (0)3-1234-5678', undefined, '81312345678'],
    ['+39 (0)6 6982 1234', undefined, '390669821234'],
    ['+48 (0)22 123 45 67', undefined, '48221234567'],
    ['tel:20-7946-0000;phone-context=+44', undefined, '442079460000'],
    ['callto:+442079460000', undefined, '442079460000'],
    ['(201) 555-0123', 'US', '12015550123'],
    ['011 44 7700 900123', 'US', '447700900123'],
    ['010 44 7700 900123', 'JP', '447700900123'],
    ['001 49 30 123456', 'KR', '4930123456'],
    ['8 10 44 7700 900123', 'RU', '447700900123'],
    ['010-1234-5678', 'KR', '821012345678'],
    ['(0)20 7946 0000', 'GB', '442079460000'],
    ['(03) 1234-5678', 'JP', '81312345678'],
    ['（０３）１２３４－５６７８', 'JP', '81312345678'],
    ['００44 7700 900123', 'JP', '447700900123'],
    ['０１０－４４－７７００－９００１２３', 'JP', '447700900123'],
    ['tel:03-1234-5678', 'JP', '81312345678'],
    ['tel:+81-3-1234-5678', 'GB', '81312345678'],
    // Kept for fiction: no network has them.
    ['447700900123', undefined, '447700900123'],
    ['+1 415 555 0123', undefined, '14155550123'],
    ['03-1234-5678', 'JP', '81312345678'],
  ])('%s, dialled in %s, is %s', (typed, home, number) => {
    expect(readPhoneNumber(typed, home)).toBe(number);
  });

  it.each([
    ['nothing', ''],
    ['a name', 'Jane'],
    ['letters for digits', '1-800-FLOWERS'],
    ['too few digits', '+44 12345'],
    ['too many digits', '4477009001234'],
    ['an extension', '+44 7700 900123 ext 5'],
    ['an extension in a link', 'tel:+44-20-7946-0000;ext=5'],
    ['a number of a network of its own', 'tel:7042;phone-context=example.com'],
    ['two lines', '447700900123\n447700900124'],
    ['a calling code that nobody has', '+999 1234 5678'],
    ['a number of a country that is not said', '020 7946 0000'],
    ['a zero that is dialled in a country that is not said', '(0)20 7946 0000'],
    ['pauses', '+44 7700 900123,,5'],
    ['a broken link', 'tel:%E0%A4%A'],
    ['no end of it', '4'.repeat(100_000)],
  ])('is not %s', (_, typed) => {
    expect(readPhoneNumber(typed)).toBeUndefined();
  });
});

it.each([
  ['(03) 1234-5678', 'GB'],
  ['+44 (0)3 1234 5678', 'JP'],
  ['01632 9601', 'GB'],
  ['+1 (123) 555-0123', 'US'],
  ['+33 0 99 00 01', 'FR'],
  ['090-1234-56', 'JP'],
])('"%s", dialed in %s, belongs to no country and is refused', (typed, home) => {
  expect(readPhoneNumber(typed, home)).toBeUndefined();
});

it('a number that a network sent is read as it is, though no country has such numbers', () => {
  expect(readPhoneNumber('+44312345678')).toBe('44312345678');
});

it('no number is dialed that looks like none of its country', () => {
  /** The first digits and the lengths of the countries that the test is about, as their plans have them. */
  const looks: Record<string, RegExp> = {
    '44': /^([1-357-9]\d{9}|[18]\d{8}|8\d{6})$/,
    '81': /^(00[1-9]\d{6,14}|[25-9]\d{9}|(00|[1-9]\d\d)\d{6})$/,
    '33': /^[1-9]\d{8}$/,
    '1': /^([2-9]\d{9}|3\d{6})$/,
  };
  const digits = fc.stringMatching(/^[0-9]{3,15}$/);
  fc.assert(
    fc.property(
      digits,
      fc.constantFrom('', '+', '0', '00'),
      fc.constantFrom('GB', 'JP', 'FR', 'US'),
      (rest, begins, home) => {
        const read = readPhoneNumber(begins + rest, home);
        const code = read && /^(44|81|33|1)/.exec(read)?.[0];
        if (code) expect(read.slice(code.length)).toMatch(looks[code]!);
      },
    ),
    { numRuns: 5000 },
  );
});

it.each([
  ['0123', '0123'],
  ['090ー0000ー1234', '9000001234'],
  ['03−0000−1234', '300001234'],
  ['+44 (0)20 7946 0000', '442079460000'],
  ['+44 (0)77', '4477'],
  ['0044 7700 900123', '447700900123'],
  ['\u202A+44 77\u202C', '4477'],
  ['７７００', '7700'],
])('numbers are looked for by "%s": %s', (typed, digits) => {
  expect(readPartOfNumber(typed)).toBe(digits);
});

it.each(['', 'Jane', '1'.repeat(16), '%', '12;34'])('nothing is looked for by "%s"', (typed) => {
  expect(readPartOfNumber(typed)).toBeUndefined();
});
