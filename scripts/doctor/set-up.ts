import type { FindingKey } from './finding-keys.js';
import type { FindingState, Report } from './report.js';

/** A check that needs no call, which Home shows too. */
export interface SetUpCheck {
  what: string;
  about: string | null;
  state: 'PASS' | 'FAIL' | 'SKIPPED';
  rule: string;
  detail: string | null;
}

const CHECKS = 'query DoctorChecks { setUpChecks { what about state rule detail } }';

type Ask = <T>(query: string, variables?: Record<string, unknown>) => Promise<T>;

export async function setUpChecks(ask: Ask): Promise<SetUpCheck[]> {
  return (await ask<{ setUpChecks: SetUpCheck[] }>(CHECKS)).setUpChecks;
}

const STATES = { PASS: 'pass', FAIL: 'fail', SKIPPED: 'skipped' } as const satisfies Record<string, FindingState>;

/** Tells a check of the server as a finding. */
export function tellCheck(report: Report, { what, about, state, rule, detail }: SetUpCheck): void {
  const params = { about: about ?? '', detail: detail ?? '' };
  const add = { pass: report.pass, fail: report.fail, skipped: report.skip }[STATES[state]];
  add(`setUp.${what}.${rule}` as FindingKey, params);
}

/** Tells whether webhooks are signed with the secret that the server knows. */
export async function tellSignatures(ask: Ask, report: Report): Promise<void> {
  for (const check of await setUpChecks(ask)) if (check.what === 'signatures') tellCheck(report, check);
}
