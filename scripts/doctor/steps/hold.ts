import { booked, callIn, endPair } from '../calls.js';
import type { Doctor, Step } from '../doctor.js';
import type { FindingKey } from '../finding-keys.js';
import { elsewhere } from '../region-address.js';
import type { Report } from '../report.js';

const HOLD = 'mutation DoctorHolds($leg: ID!) { holdCall(legUuid: $leg) { state } }';
const RESUME = 'mutation DoctorResumes($leg: ID!) { resumeCall(legUuid: $leg) { state } }';

/** Hold and resume: the single requests at both addresses, then the server's own. */
export const hold: Step = {
  number: 5,
  name: 'hold',
  needs: ['number', 'phone', 'agent'],
  async run(doctor, report) {
    const { customer, agent, answer } = await callIn(doctor, report);
    await requests(doctor, report, { customer, agent, at: doctor.vonage.host, key: 'hold.generic' });
    const { region_url: regionUrl } = answer.body;
    if (typeof regionUrl !== 'string') report.skip('hold.noRegionUrl');
    else if (!doctor.vonage.isAllowed(regionUrl)) report.fail('hold.foreignRegionUrl', { url: regionUrl });
    else await requests(doctor, report, { customer, agent, at: regionUrl, key: 'hold.regional' });
    if (typeof regionUrl === 'string') await askElsewhere(doctor, report, customer, regionUrl);
    await byServer(doctor, report, { customer, agent });
    await endPair(doctor, customer, agent);
  },
};

interface Held {
  customer: string;
  agent: string;
}

async function requests(
  { vonage, ears, account }: Doctor,
  report: Report,
  { customer, agent, at, key }: Held & { at: string; key: FindingKey & ('hold.generic' | 'hold.regional') },
): Promise<void> {
  const found: [what: string, status: number][] = [];
  for (const action of ['mute', 'earmuff']) found.push([action, (await vonage.act(agent, action, at)).status]);
  found.push(['stream', (await vonage.play(customer, `${account.publicUrl}/hold.wav`, at)).status]);
  const heard = await ears.music(customer);
  found.push(['stop', (await vonage.stop(customer, at)).status]);
  const again = (await vonage.stop(customer, at)).status;
  for (const action of ['unearmuff', 'unmute']) found.push([action, (await vonage.act(agent, action, at)).status]);

  const refused = found.filter(([, status]) => status >= 300).map(([what, status]) => `${what} ${status}`);
  const params = { url: at, refused: refused.join(', ') };
  report.check(refused.length === 0, key, `${key}Refused`, params);
  if (heard === null) report.skip('hold.musicUnknown');
  else report.check(heard, 'hold.music', 'hold.noMusic');
  report.manner('idle_stop', again < 300 ? 'works' : 'not_found');
}

/** A call is known in its own region only (Vonage: real-cloud row 1). */
async function askElsewhere({ vonage }: Doctor, report: Report, customer: string, regionUrl: string): Promise<void> {
  const url = elsewhere(regionUrl);
  if (!url || !vonage.isAllowed(url)) return;
  const { status } = await vonage.look(customer, url);
  report.note(status === 404 ? 'hold.unknownElsewhere' : 'hold.knownElsewhere', { url, status });
}

/** The console's buttons. */
async function byServer(doctor: Doctor, report: Report, { customer, agent }: Held): Promise<void> {
  const { ask, ears } = doctor;
  await ask(HOLD, { leg: agent });
  const held = await booked(doctor, agent, ({ heldSince, operation }) => heldSince !== null && !operation);
  const music = await ears.music(customer);
  await ask(RESUME, { leg: agent });
  const resumed = await booked(doctor, agent, ({ heldSince, operation }) => heldSince === null && !operation);
  const both = await ears.bothWays(customer, agent);
  const good = held !== null && resumed !== null && music !== false && both !== false;
  report.check(good, 'hold.server', 'hold.serverFailed');
}
