import fc from 'fast-check';
import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  getExampleNumber,
  Metadata,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, it } from 'vitest';
import { DIALLING_RULES, mayDial } from '../../server/dialling/may-dial.js';
import { createRecentCalls } from '../../server/dialling/recent-calls.js';
import { refusalSentence } from '../../server/dialling/refusal-words.js';

const HOUR = 3_600_000;

/** Mobile numbers of all countries, with the country that the numbering plan gives them: some islands share one. */
const MOBILES = getCountries().flatMap((one) => {
  const digits = getExampleNumber(one, examples)?.number.slice(1) ?? '';
  const country = parsePhoneNumberFromString(`+${digits}`)?.country;
  return country ? [{ country, digits }] : [];
});
const mobile = fc.constantFrom(...MOBILES);
const countries = fc.uniqueArray(fc.constantFrom<CountryCode>(...getCountries()), { maxLength: 40 });
const digits = fc.stringMatching(/^[1-9][0-9]{6,14}$/);

/** Numbers of a kind, by country: as its numbering plan says that they look. */
function numbersOf(kind: string): fc.Arbitrary<string>[] {
  return getCountries().flatMap((country) => {
    const metadata = new Metadata();
    metadata.selectNumberingPlan(country);
    // The types of libphonenumber-js leave it out.
    const plan = metadata.numberingPlan as unknown as { type(kind: string): { pattern(): string } | undefined };
    // An empty choice is nothing that fast-check can draw.
    const pattern = plan.type(kind)?.pattern().replaceAll('|)', ')?').replaceAll('(?:|', '(?:');
    if (!pattern) return [];
    return [fc.stringMatching(new RegExp(`^(?:${pattern})$`)).map((rest) => getCountryCallingCode(country) + rest)];
  });
}
const numberOf = (...kinds: string[]) => fc.oneof(...kinds.flatMap(numbersOf));
const EVERYWHERE = getCountries();

describe('what an agent may dial', () => {
  it('is an ordinary number of an allowed country, and nothing else', () => {
    fc.assert(
      fc.property(mobile, countries, ({ country, digits }, allowed) => {
        expect(mayDial(digits, allowed)?.rule ?? null).toBe(allowed.includes(country) ? null : 'country');
      }),
      { numRuns: 500 },
    );
  });

  it('never grows when fewer countries are allowed', () => {
    const some = fc.oneof(
      mobile.map((one) => one.digits),
      digits,
    );
    fc.assert(
      fc.property(some, countries, fc.integer({ min: 0, max: 20 }), (number, allowed, n) => {
        if (mayDial(number, allowed) !== null) expect(mayDial(number, allowed.slice(n))).not.toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('is nothing if no country is allowed, whatever the digits', () => {
    fc.assert(
      fc.property(fc.oneof(digits, fc.string({ maxLength: 40 })), (number) => {
        const refusal = mayDial(number, []);
        expect(DIALLING_RULES).toContain(refusal?.rule);
        expect(refusalSentence(refusal!)).toMatch(/^[A-Z].*\.$/);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['0909 in Great Britain', '449098790000', 'GB'],
    ['084 in Great Britain', '448451234567', 'GB'],
    ['a personal number, 070', '447012345678', 'GB'],
    ['0990 in Japan', '810990123456', 'JP'],
    ['1-900 in America', '19005551234', 'US'],
    ['089 in France', '33891234567', 'FR'],
    ['the premium numbers of no country, +979', '979123456789', 'GB'],
  ])('is never a premium-rate number: %s', (_, number, country) => {
    expect(mayDial(number, [country])).toMatchObject({ rule: 'premium' });
  });

  it('is never a premium-rate number with more digits, or with zeros before it, in any country', () => {
    const zeros = fc.constantFrom('', '0', '00');
    const more = fc.stringMatching(/^[0-9]{0,3}$/);
    fc.assert(
      fc.property(numberOf('PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER'), zeros, more, (number, before, after) => {
        const read = parsePhoneNumberFromString(`+${number}`);
        if (!read || !['PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER'].includes(read.getType() ?? '')) return;
        const digits = `${read.countryCallingCode}${before}${read.nationalNumber}${after}`;
        // It may be the beginning of another existing number.
        const other = parsePhoneNumberFromString(`+${digits}`);
        if (other?.isValid() && other.number !== read.number) return;
        expect(mayDial(digits, EVERYWHERE)).not.toBeNull();
      }),
      { numRuns: 3000 },
    );
  });

  it('is every ordinary number that a network has, in any country', () => {
    fc.assert(
      fc.property(numberOf('FIXED_LINE', 'MOBILE', 'VOIP', 'TOLL_FREE'), (number) => {
        const type = parsePhoneNumberFromString(`+${number}`)?.getType();
        if (!type || ['PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER'].includes(type)) return;
        expect(mayDial(number, EVERYWHERE)).toBeNull();
      }),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['0900 in Germany', '4990012345678', 'DE'],
    ['0900 in Germany, after a zero too many', '49009001234567', 'DE'],
    ['0990 in Japan', '819901234567', 'JP'],
    ['0899 in France', '338991234567', 'FR'],
    ['899 in Italy', '398991234567', 'IT'],
    ['806 in Spain', '348061234567', 'ES'],
    ['0900 in the Netherlands', '3190012345678', 'NL'],
    ['1-900 in America', '190055512345', 'US'],
  ])('is no premium-rate number with a digit more: %s', (_, number, country) => {
    const refusal = mayDial(number, [country]);
    expect(['premium', 'number']).toContain(refusal?.rule);
  });

  it.each(['4412345', '44770090012345', '1201555012', '120155501234', '8131234'])(
    'has as many digits as its country has: %s',
    (number) => {
      expect(mayDial(number, EVERYWHERE)).toEqual({ rule: 'number', country: null, limit: null });
    },
  );

  it.each([
    ['Jersey shares +44 with Great Britain', '447797712345', 'JE'],
    ['Jamaica shares +1 with America', '18765551234', 'JM'],
    ['satellites', '882161234567', null],
    ['a calling code of nobody', '999123456789', null],
  ])('tells countries apart: %s', (_, number, country) => {
    expect(mayDial(number, ['GB', 'US'])).toEqual({
      rule: 'country',
      country,
      limit: null,
    });
  });

  it('may be a number reserved for fiction, counted to the main country of its calling code', () => {
    for (const number of ['447700900123', '12025550123']) {
      expect(mayDial(number, ['GB', 'US'])).toBeNull();
    }
    expect(mayDial('447700900123', ['JE'])).toMatchObject({ rule: 'country' });
  });
});

describe('the calls of the last day', () => {
  const call = fc.record({
    userName: fc.constantFrom('Jane', 'Joe'),
    applicationId: fc.constantFrom('a', 'b'),
    accountId: fc.constantFrom('x', 'y'),
    at: fc.integer({ min: 0, max: 30 * HOUR }),
  });

  it('are counted the same as by hand, in whatever order they become known', () => {
    fc.assert(
      fc.property(fc.array(call, { maxLength: 60 }), call, (calls, { at: _, ...who }) => {
        const now = 30 * HOUR;
        const recent = createRecentCalls();
        for (const [index, one] of [...calls, ...calls].entries()) {
          recent.add({ ...one, key: String(index % Math.max(1, calls.length)) });
        }
        const ofAccount = calls.filter(({ accountId, at }) => accountId === who.accountId && at > now - 24 * HOUR);
        const own = ofAccount.filter(
          ({ userName, applicationId, at }) =>
            userName === who.userName && applicationId === who.applicationId && at > now - HOUR,
        );
        expect(recent.count(who, now)).toEqual({ byUserInLastHour: own.length, inLastDay: ofAccount.length });
      }),
      { numRuns: 500 },
    );
  });
});
