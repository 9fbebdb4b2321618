import { AGENT } from '../belongings.js';
import { booked, callOut, dialIn, endPair } from '../calls.js';
import type { Doctor, Step } from '../doctor.js';
import type { Report } from '../report.js';
import type { Webhook } from '../webhooks.js';

/** An agent calls a phone: what the answer webhook says of them, and the events of their leg. */
export const agentCall: Step = {
  number: 4,
  name: 'agentCall',
  needs: ['number', 'phone', 'agent'],
  async run(doctor, report) {
    const { customer, agent, answer } = await callOut(doctor, report, { from_the: 'doctor' });
    const { from_user, custom_data } = answer.body;
    report.check(from_user === AGENT, 'agentCall.fromUser', 'agentCall.noFromUser', { user: String(from_user) });
    if (custom_data === undefined) report.fail('agentCall.noCustomData');
    else report.manner('custom_data', typeof custom_data === 'string' ? 'text' : 'object');
    await lookAtEvents(doctor, report, agent);
    const call = await booked(
      doctor,
      agent,
      ({ direction, userName }) => direction === 'OUTBOUND' && userName === AGENT,
    );
    report.check(call !== null, 'agentCall.booked', 'agentCall.notBooked');
    const { number } = doctor.phone!;
    const named = await booked(doctor, agent, ({ to }) => to === number);
    report.check(named !== null, 'agentCall.toNumber', 'agentCall.otherNumber', { number: call?.to ?? '' });
    await endPair(doctor, customer, agent);
    await withheld(doctor, report);
  },
};

/** The events of the leg by which an agent calls out (Vonage: real-cloud row 5). */
async function lookAtEvents({ webhooks }: Doctor, report: Report, agent: string): Promise<void> {
  const events = (await webhooks.recent()).filter(({ kind, legUuid }) => kind === 'status' && legUuid === agent);
  const of = (status: string) => events.find((one) => one.status === status);
  const [started, answered] = [of('started'), of('answered')];
  if (!started || !answered) return report.note('agentCall.fewEvents', { statuses: statusesOf(events) });
  const isAsCaptured =
    started.body.from === null &&
    started.body.to === AGENT &&
    started.body.direction === 'inbound' &&
    started.body.timestamp === answered.body.timestamp &&
    !of('ringing');
  const params = { from: String(started.body.from), to: String(started.body.to), statuses: statusesOf(events) };
  if (isAsCaptured) report.pass('agentCall.asCaptured');
  else report.note('agentCall.otherEvents', params);
}

const statusesOf = (events: Webhook[]) => events.map(({ status }) => status).join(', ');

/** A caller who hides their number. */
async function withheld(doctor: Doctor, report: Report): Promise<void> {
  const { phone } = doctor;
  if (!phone?.dialWithheld) return report.skip('agentCall.withheldSkipped');
  const hidden = { ...phone, dial: phone.dialWithheld };
  const { customer, answer } = await dialIn(doctor, report, hidden);
  report.note('agentCall.withheldFrom', { from: JSON.stringify(answer.body.from ?? null) });
  const call = await booked(doctor, customer, () => true);
  report.check(call !== null, 'agentCall.withheldBooked', 'agentCall.withheldLost');
  await endPair(doctor, customer);
}
