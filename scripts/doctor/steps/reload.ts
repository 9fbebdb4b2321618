import { setTimeout as sleep } from 'node:timers/promises';
import { bookedCalls, callIn, endPair } from '../calls.js';
import type { Doctor, Step } from '../doctor.js';
import type { Report } from '../report.js';

const RELOAD_MINUTES = 2;
const END_MINUTES = 11;
/** The console gives up after that. */
const SOUND_MS = 15_000;
/** What is heard of a file that plays, and not of silence. */
const LOUD = 0.0005;

/** A long call: the agent's page is loaded again, the token is refreshed, and the call is still in the books. */
export const reload: Step = {
  number: 8,
  name: 'reload',
  needs: ['number', 'phone', 'browser'],
  async run(doctor, report) {
    const { vonage } = doctor;
    const { customer, agent } = await callIn(doctor, report);
    const began = Date.now();
    await doctor.waitMinutes(RELOAD_MINUTES, began);
    await loadAgain(doctor, report, agent);
    const refreshed = await doctor.tab!.ask('refreshSession', await doctor.token());
    report.check(!refreshed.code, 'reload.refreshed', 'reload.notRefreshed', { code: refreshed.code ?? '' });

    await doctor.waitMinutes(END_MINUTES, began);
    const params = { minutes: END_MINUTES };
    const lives = (await vonage.look(agent)).body?.status === 'answered';
    const call = (await bookedCalls(doctor)).find(({ legs }) => legs.some(({ uuid }) => uuid === agent));
    if (!lives) report.fail('reload.cut', params);
    else report.check(call?.live === true, 'reload.live', 'reload.ended', params);
    await endPair(doctor, customer, agent);
  },
};

async function loadAgain(doctor: Doctor, report: Report, agent: string): Promise<void> {
  const { vonage, account } = doctor;
  const tab = doctor.tab!;
  const began = performance.now();
  await tab.reload();
  const signedIn = await tab.signIn(await doctor.token(), doctor.tabSession);
  if (signedIn.code) await tab.signIn(await doctor.token());
  const { code } = await tab.ask('reconnectCall', agent);
  // A file that plays at the agent's end needs no one to speak.
  await vonage.play(agent, `${account.publicUrl}/hold.wav`);
  const isBack = code === undefined && (await hearsSomething(doctor, agent, SOUND_MS));
  const seconds = Math.round((performance.now() - began) / 100) / 10;
  await vonage.stop(agent);
  report.check(isBack, 'reload.back', 'reload.notBack', { seconds, code: code ?? 'no sound' });
}

async function hearsSomething({ tab }: Doctor, leg: string, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; await sleep(200)) {
    if (((await tab!.heard(leg)) ?? 0) > LOUD) return true;
  }
  return false;
}
