import fc from 'fast-check';
import { type CountryCode, getCountries, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, it } from 'vitest';
import { type Allowance, DIALLING_RULES, type Dialled, mayDial } from '../../server/dialling/may-dial.js';
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
const limit = fc.integer({ min: 0, max: 20 });
const allowance: fc.Arbitrary<Allowance> = fc.record({ countries, callsPerUserPerHour: limit, callsPerDay: limit });
const dialled: fc.Arbitrary<Dialled> = fc
  .tuple(limit, limit)
  .map(([own, others]) => ({ byUserInLastHour: own, inLastDay: own + others }));
const digits = fc.stringMatching(/^[1-9][0-9]{6,14}$/);

const GB: Allowance = { countries: ['GB'], callsPerUserPerHour: 10, callsPerDay: 100 };
const NONE: Dialled = { byUserInLastHour: 0, inLastDay: 0 };

describe('what an agent may dial', () => {
  it('is an ordinary number of an allowed country, while both limits leave room, and nothing else', () => {
    fc.assert(
      fc.property(mobile, allowance, dialled, ({ country, digits }, allowed, before) => {
        const reasons = [
          !allowed.countries.includes(country) && 'country',
          before.byUserInLastHour >= allowed.callsPerUserPerHour && 'hourly',
          before.inLastDay >= allowed.callsPerDay && 'daily',
        ].filter(Boolean);
        expect(mayDial(digits, allowed, before)?.rule ?? null).toBe(reasons[0] ?? null);
      }),
      { numRuns: 500 },
    );
  });

  it('never becomes more by calling more, nor by allowing less', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          mobile.map((one) => one.digits),
          digits,
        ),
        allowance,
        dialled,
        limit,
        (number, allowed, before, n) => {
          if (mayDial(number, allowed, before) === null) return;
          const more = { byUserInLastHour: before.byUserInLastHour + n, inLastDay: before.inLastDay + n };
          expect(mayDial(number, allowed, more)).not.toBeNull();
          const less = {
            countries: allowed.countries.slice(n),
            callsPerUserPerHour: Math.max(0, allowed.callsPerUserPerHour - n),
            callsPerDay: Math.max(0, allowed.callsPerDay - n),
          };
          expect(mayDial(number, less, before)).not.toBeNull();
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is nothing at all where no country is allowed, whatever digits come', () => {
    fc.assert(
      fc.property(fc.oneof(digits, fc.string({ maxLength: 40 })), (number) => {
        const refusal = mayDial(number, { ...GB, countries: [] }, NONE);
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
    expect(mayDial(number, { ...GB, countries: [country] }, NONE)).toMatchObject({ rule: 'premium' });
  });

  it.each([
    ['Jersey shares +44 with Great Britain', '447797712345', 'JE'],
    ['Jamaica shares +1 with America', '18765551234', 'JM'],
    ['satellites', '882161234567', null],
    ['a calling code of nobody', '999123456789', null],
    ['too few digits', '4412345', null],
  ])('tells countries apart: %s', (_, number, country) => {
    expect(mayDial(number, { ...GB, countries: ['GB', 'US'] }, NONE)).toEqual({
      rule: 'country',
      country,
      limit: null,
    });
  });

  it('may be a number that is kept for fiction, as one of the main country of its calling code', () => {
    for (const number of ['447700900123', '12025550123']) {
      expect(mayDial(number, { ...GB, countries: ['GB', 'US'] }, NONE)).toBeNull();
    }
    expect(mayDial('447700900123', { ...GB, countries: ['JE'] }, NONE)).toMatchObject({ rule: 'country' });
  });
});

describe('the calls of the last day', () => {
  const call = fc.record({
    userName: fc.constantFrom('Jane', 'Joe'),
    applicationId: fc.constantFrom('a', 'b'),
    accountId: fc.constantFrom('x', 'y'),
    at: fc.integer({ min: 0, max: 30 * HOUR }),
  });

  it('are counted as one would count them by hand, in whatever order they become known', () => {
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
