import { setTimeout as sleep } from 'node:timers/promises';
import type { CleanUp } from '../clean-up.js';
import type { Doctor } from '../doctor.js';
import { type AgentTab, browserAgent, openAgentBrowser } from './agent-browser.js';
import { ownerEars, ownerPhone } from './owner-phone.js';
import { type Control, simulatedAgent, simulatedEars, simulatedPhone } from './simulated-phones.js';

/** The part of DATA_DIR/simulator.json that is needed. */
export interface Simulator {
  url: string;
  apiKey: string;
  apiSecret: string;
  controlToken: string;
}

interface PhoneOptions {
  /** Null on a real account. */
  simulator: Pick<Simulator, 'url' | 'controlToken'> | null;
  /** The owner's phone, E.164 without `+`; null if it was not given. */
  phone: string | null;
  /** Whether the costs of calls are accepted. */
  yes: boolean;
  /** Whether the agent may be a browser. */
  withBrowser: boolean;
}

/** What a run calls and hears with. */
export type Phones = Pick<Doctor, 'phone' | 'agent' | 'ears' | 'browser' | 'tab' | 'tabSession' | 'shortenSessions'>;

/** Milliseconds that a session lives without contact, once it is shortened. */
const SHORT_LIFE_MS = 500;
/** Milliseconds until a sound that a person makes must have come through. */
const SPEAKING_MS = 10_000;

/** The phones of a run: simulated ones, or the owner's own; the agent is a browser where there is one. */
export async function phonesFor(doctor: Doctor, options: PhoneOptions): Promise<Phones> {
  const { simulator, phone, yes, withBrowser } = options;
  const { cleanUp, person, application, number } = doctor;
  const agent = withBrowser ? await agentInBrowser(doctor) : NO_BROWSER;
  if (simulator) {
    const control = controlOf(simulator);
    const { vonageId } = application;
    return {
      ...agent,
      agent: agent.agent ?? (await simulatedAgent(control, cleanUp, vonageId)),
      phone: await simulatedPhone(control, cleanUp),
      ears: simulatedEars(control, vonageId),
      shortenSessions: () => shortenSessions(control, cleanUp),
    };
  }
  const mayCall = phone !== null && person.isThere && number !== null;
  const isAgreed = mayCall && (yes || (await person.confirm('callsCost', { number })));
  const { tab } = agent;
  return {
    ...agent,
    phone: isAgreed ? ownerPhone(phone, person) : null,
    ears: ownerEars(person, async (leg) => tab && energyOf(tab, leg)),
    shortenSessions: null,
  };
}

const NO_BROWSER = { browser: null, tab: null, tabSession: null, agent: null };

async function agentInBrowser(doctor: Doctor): Promise<Pick<Phones, 'agent' | 'browser' | 'tab' | 'tabSession'>> {
  const { application, cleanUp } = doctor;
  const browser = await openAgentBrowser(application.client ?? {}, cleanUp);
  if (!browser) return NO_BROWSER;
  const tab = await browser.open();
  const { value, code } = await tab.signIn(await doctor.token());
  // The step about sessions says why.
  if (code) return { ...NO_BROWSER, browser };
  return { browser, tab, tabSession: String(value), agent: browserAgent(tab, doctor.patience) };
}

/** Sound that comes from now on. */
async function energyOf(tab: AgentTab, leg: string): Promise<number> {
  const before = (await tab.heard(leg)) ?? 0;
  await sleep(SPEAKING_MS);
  return ((await tab.heard(leg)) ?? 0) - before;
}

/** The simulator's sessions live as long as Vonage's, unless they are told otherwise. */
async function shortenSessions(control: Control, cleanUp: CleanUp): Promise<void> {
  const { session_life_ms } = await control<{ session_life_ms: number }>('GET', '/account');
  cleanUp.add('session_life_ms', () => control('PATCH', '/account', { session_life_ms }));
  await control('PATCH', '/account', { session_life_ms: SHORT_LIFE_MS });
}

/** Requests to the simulator's control API. @throws Error with its sentence */
export function controlOf({ url, controlToken }: Pick<Simulator, 'url' | 'controlToken'>): Control {
  return async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`${url}/simulator${path}`, {
      method,
      headers: { authorization: `Bearer ${controlToken}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    const reply = response.status === 204 ? null : await response.json();
    if (!response.ok) throw new Error(`The simulator refused ${method} ${path}: ${JSON.stringify(reply)}`);
    return reply as T;
  };
}
