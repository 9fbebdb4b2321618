import { applications } from '../applications/applications.table.js';
import type { Db } from '../db/connect.js';
import { numbers } from '../numbers/numbers.table.js';
import { type DiallingRulesRow, diallingRules } from './dialling.table.js';
import type { Allowance, Limits } from './may-dial.js';

/** What counts for an account that changed nothing. */
export const DEFAULT_LIMITS: Limits = { callsPerUserPerHour: 60, callsPerDay: 1000 };

/** What an account allows, and what of it is its own choice. */
export interface AccountAllowance extends Allowance {
  /** The chosen countries; null = those of the account's own numbers. */
  chosenCountries: string[] | null;
}

/** What each account allows, and whose application is whose. */
export async function loadAllowances(db: Db) {
  const [owners, rules, owned] = await Promise.all([
    db.select({ id: applications.id, accountId: applications.accountId }).from(applications),
    db.select().from(diallingRules),
    db.selectDistinct({ accountId: numbers.accountId, country: numbers.country }).from(numbers),
  ]);
  const accountOf = new Map(owners.map(({ id, accountId }) => [id, accountId]));
  const accounts = new Set([...accountOf.values(), ...rules.map(({ accountId }) => accountId)]);
  const allowances = new Map(
    [...accounts].map((accountId) => {
      const own = owned.filter((one) => one.accountId === accountId).map(({ country }) => country);
      const chosen = rules.find((row) => row.accountId === accountId);
      return [accountId, allowanceOf(chosen, own)] as const;
    }),
  );
  return { accountOf, allowances };
}

/** @param ownCountries of the account's own numbers */
export function allowanceOf(
  row: Omit<DiallingRulesRow, 'accountId'> | undefined,
  ownCountries: string[],
): AccountAllowance {
  const { callsPerUserPerHour, callsPerDay } = row ?? DEFAULT_LIMITS;
  const chosenCountries = row?.countries ?? null;
  return { chosenCountries, countries: chosenCountries ?? ownCountries.toSorted(), callsPerUserPerHour, callsPerDay };
}
