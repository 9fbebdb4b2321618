import { setTimeout as sleep } from 'node:timers/promises';
import {
  AGENT,
  cancelLater,
  lendNumber,
  makeApplication,
  offerOf,
  removeLeftovers,
  rentNumber,
  spareNumber,
} from './belongings.js';
import { bookedCalls, hangUp } from './calls.js';
import type { CleanUp } from './clean-up.js';
import type { Doctor, DoctorAccount, Person, Step } from './doctor.js';
import { keepFixtures } from './fixtures.js';
import type { OwnerError } from './owner.js';
import type { Phones } from './phones/phones-for.js';
import type { RentedNumber } from './rented-number.js';
import { createReport, type Finding, type Report, StepOver, type StepResult, stateOf } from './report.js';
import { createRequests } from './requests.js';
import { account } from './steps/account.js';
import { agentCall } from './steps/agent-call.js';
import { hold } from './steps/hold.js';
import { menu } from './steps/menu.js';
import { regionChange } from './steps/region-change.js';
import { reload } from './steps/reload.js';
import { ringAgent } from './steps/ring-agent.js';
import { room } from './steps/room.js';
import { oldSession, session } from './steps/session.js';
import { createWebhooks } from './webhooks.js';

/** In the order in which they run. */
export const STEPS: readonly Step[] = [
  account,
  session,
  menu,
  agentCall,
  hold,
  room,
  ringAgent,
  reload,
  oldSession,
  regionChange,
];

const ACCOUNT = /* GraphQL */ `
  query DoctorAccount { account { kind publicUrl simulatorUrl } }
`;
const TOKEN = /* GraphQL */ `
  mutation DoctorToken($applicationId: ID!, $userName: String!, $seconds: Int!) {
    createAgentToken(applicationId: $applicationId, userName: $userName, seconds: $seconds) { jwt }
  }
`;

/** Where and how the doctor runs. */
export interface Surroundings {
  /** GraphQL as the owner. @throws Error with the server's sentence */
  ask: Doctor['ask'];
  /** The API's base URL for this account. */
  vonageHost: string;
  person: Person;
  cleanUp: CleanUp;
  signal: AbortSignal;
  /** Numbers of the steps to run. */
  only: readonly number[] | null;
  /** ISO 3166 alpha-2: where a number is rented if none is spare. */
  country: string;
  /** Vonage's name of the region of the doctor's application; null = Vonage chooses. */
  region: string | null;
  /** Whether a number may be rented, at its price; without a person to ask. */
  yes: boolean;
  /** Remembers a rented number beyond this run. */
  rented: RentedNumber;
  /** Where webhooks are kept; null = nowhere. */
  folder: string | null;
  /** The phones for this account, once there is an application. */
  phones(doctor: Doctor): Promise<Phones>;
  /** How much of each wait of seconds, and of minutes, is waited: 1 on the cloud. */
  pace: number;
  longPace: number;
  /** Milliseconds that something may take that comes by itself; and where a person has to dial or answer first. */
  patience: number;
  personPatience: number;
  tell(step: Pick<Step, 'number' | 'name'>, finding: Finding | null): void;
}

const TOKEN_SECONDS = 900;
const SET_UP = { number: 0, name: 'prepare' } as const;
/** Taking away what was made goes on after Ctrl-C. */
const CLEAN_UP = { number: 9, name: 'cleanUp' } as const;

const INTERRUPTED = new Error('interrupted');
const never = new Promise<never>(() => {});

/**
 * Runs the steps with an application and a number of the doctor's own, and takes both away again.
 * @returns how each step ended
 */
export async function runDoctor(around: Surroundings): Promise<StepResult[]> {
  const { only, tell, signal } = around;
  const wanted = STEPS.filter(({ number }) => !only || only.includes(number));
  const results: StepResult[] = [];
  const interrupted = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(INTERRUPTED);
    else signal.addEventListener('abort', () => reject(INTERRUPTED), { once: true });
  });
  interrupted.catch(() => {});
  async function part(step: Pick<Step, 'number' | 'name'>, work: (report: Report) => Promise<void>): Promise<void> {
    const began = performance.now();
    tell(step, null);
    const report = createReport((finding) => tell(step, finding));
    const cut = step === CLEAN_UP ? never : interrupted;
    await Promise.race([work(report), cut]).catch((error: Error) => {
      if (error === INTERRUPTED) report.fail('run.interrupted');
      else if (!(error instanceof StepOver)) report.fail('run.broke', { reason: error.message });
    });
    const { findings } = report;
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    results.push({ step: step.number, name: step.name, state: stateOf(findings), seconds, findings });
  }

  const made: { doctor: Doctor | null } = { doctor: null };
  try {
    await part(SET_UP, async (report) => {
      made.doctor = await prepare(around, report, wanted);
    });
    for (const step of wanted) {
      const ready = made.doctor;
      if (!ready || signal.aborted) break;
      const missing = step.needs.find((need) => !ready[need]);
      await part(step, async (report) => {
        if (missing) report.skip(`run.no.${missing}`);
        else await step.run(ready, report);
      });
    }
  } finally {
    await part(CLEAN_UP, (report) => tidy(around, report, made.doctor));
  }
  return results;
}

async function prepare(around: Surroundings, report: Report, wanted: readonly Step[]): Promise<Doctor> {
  const { ask, cleanUp, person, signal, pace, longPace } = around;
  const { account } = await ask<{ account: DoctorAccount }>(ACCOUNT);
  await removeLeftovers(ask, report);
  const application = await makeApplication(ask, cleanUp, around.region);
  report.pass('own.application');

  const doctor: Doctor = {
    ask,
    account,
    person,
    cleanUp,
    signal,
    application,
    vonage: createRequests({
      host: around.vonageHost,
      applicationId: application.vonageId,
      privateKey: application.privateKey,
    }),
    webhooks: createWebhooks(ask, application.id, signal),
    number: null,
    phone: null,
    agent: null,
    browser: null,
    tab: null,
    tabSession: null,
    old: null,
    shortenSessions: null,
    ears: { bothWays: async () => null, music: async () => null },
    async token(seconds = TOKEN_SECONDS): Promise<string> {
      const variables = { applicationId: application.id, userName: AGENT, seconds };
      return (await ask<{ createAgentToken: { jwt: string } }>(TOKEN, variables)).createAgentToken.jwt;
    },
    wait: (ms) => sleep(ms * pace, undefined, { signal }),
    async waitMinutes(minutes, since): Promise<void> {
      const left = minutes * 60_000 * longPace - (Date.now() - since);
      if (left <= 0) return;
      if (left > 60_000) person.tell('waiting', { minutes: Math.ceil(left / 60_000) });
      await sleep(left, undefined, { signal });
    },
    patience: around.patience,
    personPatience: around.personPatience,
  };
  if (wanted.some(({ needs }) => needs.includes('number'))) doctor.number = await findNumber(around, report, doctor);
  if (wanted.some(({ number }) => number > 1)) Object.assign(doctor, await around.phones(doctor));
  return doctor;
}

/** The server's rules. */
const RENT_REFUSALS: Record<string, 'needs_address' | 'not_on_trial'> = {
  addressRequired: 'needs_address',
  trialAccount: 'not_on_trial',
};

/** A spare number, else one that is rented after the price was accepted. */
async function findNumber(around: Surroundings, report: Report, { application }: Doctor): Promise<string | null> {
  const { ask, cleanUp, person, country, yes, rented } = around;
  const before = rented.read();
  const spare = await spareNumber(ask, before);
  if (spare) {
    if (spare === before) cancelLater(ask, cleanUp, rented, spare);
    await lendNumber(ask, cleanUp, application.id, spare);
    report.pass('own.spareNumber', { number: spare });
    return spare;
  }
  const offer = await offerOf(ask, country);
  if (!offer) {
    report.skip('own.noOffer', { country });
    return null;
  }
  const price = { number: offer.msisdn, monthly: offer.monthlyPrice, setUp: offer.setUpPrice };
  if (!yes && !(await person.confirm('rent', price))) {
    report.skip('own.notRented', price);
    return null;
  }
  rented.write(offer.msisdn);
  try {
    await rentNumber(ask, application.id, offer);
  } catch (error) {
    rented.forget();
    const reading = RENT_REFUSALS[(error as OwnerError).rule ?? ''];
    if (!reading) throw error;
    report.manner('renting', reading);
    return null;
  }
  cancelLater(ask, cleanUp, rented, offer.msisdn);
  report.manner('renting', 'works');
  report.pass('own.rentedNumber', price);
  return offer.msisdn;
}

/** Keeps the webhooks, ends what still lives, and takes away what was made. */
async function tidy({ cleanUp, folder }: Surroundings, report: Report, doctor: Doctor | null): Promise<void> {
  if (doctor) {
    const live = (await bookedCalls(doctor).catch(() => [])).filter((call) => call.live);
    await hangUp(doctor, ...live.flatMap(({ legs }) => legs.filter(({ endedAt }) => !endedAt).map(({ uuid }) => uuid)));
    const webhooks = await doctor.webhooks.all().catch(() => []);
    if (folder && webhooks.length > 0) {
      await keepFixtures(folder, webhooks);
      report.pass('own.kept', { count: webhooks.length, folder });
    }
  }
  const left = await cleanUp.run();
  for (const { what, reason } of left) report.fail('own.left', { what, reason });
  if (left.length === 0) report.pass('own.removed');
}
