import { AGENT } from '../belongings.js';
import type { Doctor, Step } from '../doctor.js';
import { regionIn } from '../region-address.js';
import type { Report } from '../report.js';

const LONGEST_SECONDS = 5;
/** A session lives 15 minutes without contact (Vonage: real-cloud row 14). */
const OLD_MINUTES = 16;

/** The agent signs in with the Client SDK, and goes on after a reload. */
export const session: Step = {
  number: 2,
  name: 'session',
  needs: [],
  async run(doctor, report) {
    await lookAtUser(doctor, report);
    if (!doctor.browser) return report.skip('run.no.browser');
    const tab = await doctor.browser.open();
    const began = performance.now();
    const { value, code } = await tab.signIn(await doctor.token());
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    if (code) report.stop('session.refused', { code });
    report.check(seconds < LONGEST_SECONDS, 'session.signedIn', 'session.slow', { seconds });

    const id = String(value);
    await tab.reload();
    const again = await tab.signIn(await doctor.token(), id);
    if (again.value === id) report.pass('session.resumed');
    else report.note('session.notResumed', { code: again.code ?? String(again.value) });

    await doctor.shortenSessions?.();
    await tab.close();
    doctor.old = { session: String(again.value ?? id), since: Date.now() };
    report.note('session.waiting', { minutes: OLD_MINUTES });
  },
};

/** Where the agent is at Vonage: users live in one region (Vonage: real-cloud row 3). */
async function lookAtUser({ vonage, application }: Doctor, report: Report): Promise<void> {
  const { status, body } = await vonage.ask('GET', `/v1/users?name=${AGENT}`);
  const user = body?._embedded?.users?.[0];
  if (!user) return report.fail('session.noUser', { status });
  const href = user._links?.self?.href;
  if (typeof href !== 'string') return report.note('session.noUserLink');
  const region = regionIn(href);
  const isElsewhere = region !== null && application.region !== null && region !== application.region;
  const params = { href, region: region ?? '', wanted: application.region ?? '' };
  report.check(!isElsewhere, 'session.userRegion', 'session.otherRegion', params);
}

/** What Vonage says to a session that it has forgotten is documented nowhere; a new one must open whatever it is. */
export const oldSession: Step = {
  number: 2,
  name: 'oldSession',
  needs: ['browser'],
  async run(doctor, report) {
    const { old } = doctor;
    if (!old) return report.skip('run.no.browser');
    await doctor.waitMinutes(OLD_MINUTES, old.since);
    const tab = await doctor.browser!.open();
    const { code } = await tab.signIn(await doctor.token(), old.session);
    if (!code) {
      report.note('session.oldWorks', { minutes: OLD_MINUTES });
      return tab.close();
    }
    report.note('session.oldCode', { minutes: OLD_MINUTES, code });
    report.manner('stale_session', readingOf(code));
    const fresh = await tab.signIn(await doctor.token());
    report.check(!fresh.code, 'session.newAfterOld', 'session.stuck', { code: fresh.code ?? '' });
    await tab.close();
  },
};

/** The SDK turns silence into a time-out of its own. */
function readingOf(code: string): 'invalid' | 'silence' | 'unknown_error' {
  if (code === 'session:error:invalid-session') return 'invalid';
  return code === 'session:error:timeout' ? 'silence' : 'unknown_error';
}
