import { setTimeout as sleep } from 'node:timers/promises';
import { AGENT, ASSIGN, UNASSIGN } from '../belongings.js';
import { endPair, hangUp } from '../calls.js';
import type { Doctor, Step } from '../doctor.js';
import type { Report } from '../report.js';
import type { Reply } from '../requests.js';

const ROOM = [{ action: 'conversation', name: 'doctor-rings' }];
/** So soon Vonage may refuse to hang up (Vonage: real-cloud row 11). */
const MOMENT_MS = 100;

/** A call placed to an agent: by a number of ours, by a random one, and hung up at once. */
export const ringAgent: Step = {
  number: 7,
  name: 'ringAgent',
  needs: ['number', 'agent'],
  async run(doctor, report) {
    const from = { from: { type: 'phone', number: doctor.number } };
    const placed = await place(doctor, from);
    if (placed.status !== 201) return report.manner('calls_to_apps', 'refused');
    if (!(await rings(doctor, report, placed))) return;
    report.manner('calls_to_apps', 'ring');

    const random = await place(doctor, { random_from_number: true });
    if (random.status === 201) await rings(doctor, report, random);
    else report.fail('ringAgent.randomRefused', { status: random.status });
    await foreignNumber(doctor, report);
    await hangUpAtOnce(doctor, report, from);
    await withoutNumber(doctor, report);
  },
};

const place = ({ vonage }: Doctor, caller: object) =>
  vonage.place({ to: [{ type: 'app', user: AGENT }], ncco: ROOM, ...caller });

/** Waits until the agent's side rings, tells what it shows, and answers. */
async function rings(doctor: Doctor, report: Report, placed: Reply): Promise<boolean> {
  const leg = String(placed.body.uuid);
  const ringing = await doctor.agent!.rings();
  if (!ringing) {
    report.fail('ringAgent.notRung');
    await hangUp(doctor, leg);
    return false;
  }
  report.check(ringing.leg === leg, 'ringAgent.rings', 'ringAgent.otherLeg', { from: ringing.from });
  await doctor.agent!.answer(ringing.leg);
  await endPair(doctor, leg);
  return true;
}

/** Reserved for drama, and of no account (Ofcom). */
const FOREIGN = '447700900999';

/** A caller ID that is no number of the account: a consulted colleague is shown the customer's. */
async function foreignNumber(doctor: Doctor, report: Report): Promise<void> {
  const placed = await place(doctor, { from: { type: 'phone', number: FOREIGN } });
  report.manner('foreign_from', placed.status === 201 ? 'accepted' : 'refused');
  if (placed.status === 201) await hangUp(doctor, String(placed.body.uuid));
}

async function hangUpAtOnce(doctor: Doctor, report: Report, from: object): Promise<void> {
  const placed = await place(doctor, from);
  const leg = String(placed.body.uuid);
  await sleep(MOMENT_MS);
  const first = await doctor.vonage.act(leg, 'hangup');
  report.manner('early_hangup', first.status < 300 ? 'works' : 'refused');
  const left = first.status < 300 ? [] : await hangUp(doctor, leg);
  report.check(left.length === 0, 'ringAgent.hungUp', 'ringAgent.notHungUp');
}

/** A random number where the application has none. */
async function withoutNumber(doctor: Doctor, report: Report): Promise<void> {
  const { ask, application, number: msisdn } = doctor;
  await ask(UNASSIGN, { msisdn });
  try {
    const placed = await place(doctor, { random_from_number: true });
    report.manner('no_random_number', placed.status === 201 ? 'unknown' : 'refused');
    if (placed.status === 201) await hangUp(doctor, String(placed.body.uuid));
  } finally {
    await ask(ASSIGN, { input: { applicationId: application.id, msisdn } });
  }
}
