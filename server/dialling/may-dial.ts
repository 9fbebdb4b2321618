import {
  getCountries,
  getCountryCallingCode,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';

export const DIALLING_RULES = ['number', 'country', 'premium', 'hourly', 'daily'] as const;
export type DiallingRule = (typeof DIALLING_RULES)[number];

/** How many calls to phone numbers an account allows. */
export interface Limits {
  /** In 60 minutes. */
  callsPerUserPerHour: number;
  /** In 24 hours. */
  callsPerDay: number;
}

/** What an account allows. */
export interface Allowance extends Limits {
  /** ISO 3166 alpha-2. */
  countries: readonly string[];
}

/** How many calls were placed already. */
export interface Dialled {
  /** By this user, in the last 60 minutes. */
  byUserInLastHour: number;
  /** By everyone in the account, in the last 24 hours. */
  inLastDay: number;
}

export interface Refusal {
  /** `uncounted`: the database did not say in time how many calls there were. */
  rule: DiallingRule | 'uncounted';
  /** ISO 3166 alpha-2; null when no country has such a number. */
  country: string | null;
  /** The limit that is reached; null where the number itself is refused. */
  limit: number | null;
}

/** Numbers whose callers pay the called party: 0900 and the like, shared cost, and personal numbers that forward anywhere. */
const PREMIUM: readonly unknown[] = ['PREMIUM_RATE', 'SHARED_COST', 'PERSONAL_NUMBER'];

/**
 * Whether a number may be called, by libphonenumber's complete numbering plans.
 * @param digits E.164 without `+`
 * @param countries ISO 3166 alpha-2
 * @returns null, or the first rule that forbids it
 */
export function mayDial(digits: string, countries: readonly string[]): Refusal | null {
  const { country, premium, possible } = plan(digits);
  if (premium) return { rule: 'premium', country, limit: null };
  if (!possible) return { rule: 'number', country: null, limit: null };
  if (country === null || !countries.includes(country)) return { rule: 'country', country, limit: null };
  return null;
}

/** @param digits E.164 without `+`. @returns ISO 3166 alpha-2; null if it belongs to no country */
export const countryOf = (digits: string): string | null => plan(digits).country;

interface Plan {
  /** ISO 3166 alpha-2; null for satellite and other numbers of no country. */
  country: string | null;
  premium: boolean;
  /** As long as a number of its calling code is. */
  possible: boolean;
}

/** A number that no network has, such as one kept for fiction, belongs to the main country of its calling code. */
function plan(digits: string): Plan {
  const number = parse(digits);
  if (!number) return { country: null, premium: false, possible: !isCodeOfSomebody(digits) };
  const possible = number.isPossible();
  const country = number.country ?? (possible ? (number.getPossibleCountries()[0] ?? null) : null);
  return { country, premium: isPremium(number) || reachesPremium(digits, number), possible };
}

const parse = (digits: string) => parsePhoneNumberFromString(`+${digits}`, { extract: false });
const isPremium = (number: PhoneNumber) => PREMIUM.includes(number.getType());

/**
 * Networks ignore digits after a complete number and zeros before one, so an unassigned number reaches the one it
 * begins with.
 */
function reachesPremium(digits: string, number: PhoneNumber): boolean {
  if (number.isValid()) return false;
  const { countryCallingCode: code } = number;
  const dialled = digits.slice(code.length);
  const beginnings = [...dialled].map((_, dropped) => dialled.slice(0, dialled.length - dropped));
  return beginnings.some((beginning) => {
    const zeros = /^0*/.exec(beginning)![0].length;
    return Array.from({ length: zeros + 1 }, (_, n) => parse(code + beginning.slice(n))).some(
      (shorter) => shorter !== undefined && isPremium(shorter),
    );
  });
}

/** False if the digits are too few or too many for their calling code, or if the code is not assigned. */
function isCodeOfSomebody(digits: string): boolean {
  return [1, 2, 3].some((length) => CALLING_CODES.has(digits.slice(0, length)));
}
const CALLING_CODES = new Set<string>(getCountries().map((country) => getCountryCallingCode(country)));
