import type { Step } from '../doctor.js';
import type { FindingKey } from '../finding-keys.js';
import type { FindingState, Report } from '../report.js';

/** A check that needs no call, which Home shows too. */
interface SetUpCheck {
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

/** Keys, balance, applications, numbers, region, and PUBLIC_URL. */
export const account: Step = {
  number: 1,
  name: 'account',
  needs: [],
  async run({ ask, application, account: { kind } }, report) {
    // Its own application has no calls yet, and its number is told apart.
    const checks = (await setUpChecks(ask)).filter(({ about }) => about !== OWN);
    for (const check of checks) tellCheck(report, check);
    if (application.region) report.pass('own.region', { region: application.region });
    else if (kind === 'CLOUD') report.note('own.noRegion');
  },
};

/** As `about` names the doctor's application. */
const OWN = 'Denwaban doctor';
