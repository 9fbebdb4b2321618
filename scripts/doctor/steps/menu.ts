import { AGENT } from '../belongings.js';
import { agentAnswers, answerWith, booked, dialIn, endPair } from '../calls.js';
import type { Doctor, Step } from '../doctor.js';
import { regionIn } from '../region-address.js';
import type { Report } from '../report.js';
import { tellSignatures } from '../set-up.js';
import type { Webhook } from '../webhooks.js';

/** A caller hears the menu, presses a key and reaches the agent; then a menu without `type`. */
export const menu: Step = {
  number: 3,
  name: 'menu',
  needs: ['number', 'phone', 'agent'],
  async run(doctor, report) {
    const { webhooks, phone, agent, patience, personPatience } = doctor;
    await answerWith(doctor, 'IVR', { menu: [{ digits: '1', user: AGENT }] });
    const { customer, answer, since } = await dialIn(doctor, report, phone!);
    report.pass('menu.answerWebhook');
    noteRegion(doctor, report, answer);

    await phone!.press('1');
    const input = await webhooks.expect(({ kind }) => kind === 'input', since, personPatience);
    if (!input) return report.stop('menu.noKeys');
    report.pass('menu.keys');

    const leg = await agentAnswers(doctor, report, agent!, since);
    const isAgentLeg = ({ kind, body }: Webhook) => kind === 'status' && body.to === AGENT;
    const status = await webhooks.expect(isAgentLeg, since, patience);
    report.check(status?.legUuid === leg, 'menu.sameLeg', 'menu.otherLeg', { leg, uuid: status?.legUuid ?? '' });
    const call = await booked(doctor, customer, ({ userName, live }) => live && userName === AGENT);
    report.check(call !== null, 'menu.booked', 'menu.notBooked');
    await lookForStrangers(doctor, report);
    await tellSignatures(doctor.ask, report);

    await withoutType(doctor, report, customer);
    await endPair(doctor, customer, leg);
  },
};

function noteRegion({ application }: Doctor, report: Report, { body }: Webhook): void {
  const { region_url: url } = body;
  if (typeof url !== 'string') {
    report.note('menu.noRegionUrl');
    return;
  }
  const region = regionIn(url);
  const isElsewhere = region !== null && application.region !== null && region !== application.region;
  report.check(!isElsewhere, 'menu.regionUrl', 'menu.otherRegion', { url, wanted: application.region ?? '' });
}

const COLLEAGUES = 'query DoctorColleagues($id: ID!) { colleagues(applicationId: $id) { name } }';
const STRANGER = /^NAM-/;

/** Vonage may make users for callers (Vonage: real-cloud row 15). */
async function lookForStrangers({ ask, application, vonage }: Doctor, report: Report): Promise<void> {
  const { body } = await vonage.ask('GET', '/v1/users?page_size=100');
  const users: { name?: string }[] = body?._embedded?.users ?? [];
  report.manner('caller_users', users.some(({ name }) => STRANGER.test(name ?? '')) ? 'generated' : 'none');
  const { colleagues } = await ask<{ colleagues: { name: string }[] }>(COLLEAGUES, { id: application.id });
  if (colleagues.some(({ name }) => STRANGER.test(name))) report.fail('menu.strangersShown');
}

/** An `input` without `type` is asked for by a transfer, since a preset never sends one (Vonage: real-cloud row 10). */
async function withoutType(doctor: Doctor, report: Report, customer: string): Promise<void> {
  const { vonage, webhooks, application, phone, personPatience } = doctor;
  const since = await webhooks.mark();
  const { status } = await vonage.transfer(customer, [
    { action: 'talk', text: 'Please press 2.' },
    { action: 'input', maxDigits: 1, timeOut: 10, eventUrl: [application.eventUrl] },
    { action: 'talk', text: 'Thank you. Goodbye.' },
  ]);
  if (status >= 300) return report.manner('input_without_type', 'fails');
  const heard = webhooks.expect(({ kind }) => kind === 'input' || kind === 'error', since, personPatience);
  // Where it fails at once, no one is asked for a key.
  await Promise.race([phone!.press('2').catch(() => {}), heard]);
  const first = await heard;
  if (!first) return report.fail('menu.silentInput');
  report.manner('input_without_type', first.kind === 'input' ? 'runs' : 'fails');
}
