import { AGENT, changeRegion } from '../belongings.js';
import type { Doctor, Step } from '../doctor.js';

/** Whether users move along to another region is documented nowhere (Vonage: real-cloud row 3). */
export const regionChange: Step = {
  number: 2,
  name: 'regionChange',
  needs: [],
  async run(doctor, report) {
    const { ask, application } = doctor;
    const before = await idOfAgent(doctor);
    const elsewhere = application.region === 'eu-west' ? 'eu-east' : 'eu-west';
    const problem = await changeRegion(ask, application.id, elsewhere);
    if (problem) return report.fail('regionChange.failed', { problem });
    const after = await idOfAgent(doctor);
    if (after === null) return report.fail('regionChange.lost');
    report.manner('users_on_region_change', after === before ? 'move' : 'stay');
  },
};

async function idOfAgent({ vonage }: Doctor): Promise<string | null> {
  const { body } = await vonage.ask('GET', `/v1/users?name=${AGENT}`);
  return body?._embedded?.users?.[0]?.id ?? null;
}
