import { APPLICATION_NAME } from '../belongings.js';
import type { Step } from '../doctor.js';
import { setUpChecks, tellCheck } from '../set-up.js';

/** Keys, balance, applications, numbers, region, and PUBLIC_URL. */
export const account: Step = {
  number: 1,
  name: 'account',
  needs: [],
  async run({ ask, application, account: { kind } }, report) {
    // Its own application has no calls yet, and its number is told apart.
    const checks = (await setUpChecks(ask)).filter(({ about }) => about !== APPLICATION_NAME);
    for (const check of checks) tellCheck(report, check);
    if (application.region) report.pass('own.region', { region: application.region });
    else if (kind === 'CLOUD') report.note('own.noRegion');
  },
};
