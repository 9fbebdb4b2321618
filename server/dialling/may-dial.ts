import { parsePhoneNumberFromString } from 'libphonenumber-js/max';

export const DIALLING_RULES = ['country', 'premium', 'hourly', 'daily'] as const;
export type DiallingRule = (typeof DIALLING_RULES)[number];

/** What an account allows. */
export interface Allowance {
  /** ISO 3166 alpha-2. */
  countries: readonly string[];
  callsPerUserPerHour: number;
  callsPerDay: number;
}

/** How much was dialled already. */
export interface Dialled {
  /** By this user, in the last 60 minutes. */
  byUserInLastHour: number;
  /** By everybody of the account, in the last 24 hours. */
  inLastDay: number;
}

export interface Refusal {
  rule: DiallingRule;
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
 * @returns null, or the first rule that forbids it
 */
export function mayDial(digits: string, { countries, ...limits }: Allowance, dialled: Dialled): Refusal | null {
  const { country, premium } = plan(digits);
  if (premium) return { rule: 'premium', country, limit: null };
  if (country === null || !countries.includes(country)) return { rule: 'country', country, limit: null };
  if (dialled.byUserInLastHour >= limits.callsPerUserPerHour) {
    return { rule: 'hourly', country, limit: limits.callsPerUserPerHour };
  }
  if (dialled.inLastDay >= limits.callsPerDay) return { rule: 'daily', country, limit: limits.callsPerDay };
  return null;
}

/**
 * A number that no network has, such as one kept for fiction, belongs to the main country of its calling code; satellite
 * and other numbers of no country have none.
 */
function plan(digits: string): { country: string | null; premium: boolean } {
  const number = parsePhoneNumberFromString(`+${digits}`, { extract: false });
  if (!number) return { country: null, premium: false };
  const possible = number.isPossible() ? (number.getPossibleCountries()[0] ?? null) : null;
  return { country: number.country ?? possible, premium: PREMIUM.includes(number.getType()) };
}
