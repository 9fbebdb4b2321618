import { setTimeout as sleep } from 'node:timers/promises';
import { AGENT } from '../belongings.js';
import type { CleanUp } from '../clean-up.js';
import type { AgentPhone, Ears, OutsidePhone } from './phones.js';

/** The simulator's control API. @throws Error with its sentence */
export type Control = <T>(method: string, path: string, body?: object) => Promise<T>;

interface Phone {
  id: string;
  state: 'idle' | 'dialling' | 'ringing' | 'talking';
  call: { leg: string; other: string } | null;
}
interface Heard {
  n: number;
  type: string;
}
interface Leg {
  leg: string;
  hears: string[];
  playing: string | null;
}

/** A handset's number: reserved for them, and called by no one else (docs/simulator.md). */
const NUMBER = '447700900090';
/** Milliseconds until what happens at once in the simulator counts as not happening. */
const PATIENCE_MS = 8_000;

/** @returns null if it does not become true in time */
async function until<T>(look: () => Promise<T | null | false | undefined>, ms = PATIENCE_MS): Promise<T | null> {
  for (const end = Date.now() + ms; ; await sleep(50)) {
    const found = await look();
    if (found) return found;
    if (Date.now() >= end) return null;
  }
}

async function handset(control: Control, cleanUp: CleanUp, owner: object) {
  const { id } = await control<Phone>('POST', '/phones', owner);
  const path = `/phones/${encodeURIComponent(id)}`;
  cleanUp.add(`handset ${id}`, () => control('DELETE', path));
  return {
    now: () => control<Phone>('GET', path),
    act: (verb: string, what: object = {}) => control<Phone>('POST', `${path}/${verb}`, what),
    heard: async () => (await control<{ events: Heard[] }>('GET', `${path}/transcript`)).events,
  };
}

/** A simulated phone outside. */
export async function simulatedPhone(control: Control, cleanUp: CleanUp): Promise<OutsidePhone> {
  const phone = await handset(control, cleanUp, { number: NUMBER, name: 'Doctor' });
  /** The silence in which keys were pressed last: each asks once. */
  let asked = 0;
  let dialled = 0;
  /** @param from what is shown in place of its number */
  const dial = async (to: string, from?: string): Promise<void> => {
    await until(async () => (await phone.now()).state === 'idle');
    asked = 0;
    dialled += 1;
    await phone.act('dial', { to, ...(from && { from }) });
  };

  return {
    number: NUMBER,
    dial: (to) => dial(to),
    dialWithheld: (to) => dial(to, 'anonymous'),
    async press(digits): Promise<void> {
      const call = dialled;
      const asks = await until(async () =>
        (await phone.heard()).find(({ n, type }) => n > asked && type === 'silence'),
      );
      if (!asks || call !== dialled) return;
      asked = asks.n;
      await phone.act('keys', { digits });
    },
    async answer(): Promise<void> {
      if (await until(async () => (await phone.now()).state === 'ringing')) await phone.act('answer');
    },
  };
}

/** A simulated agent without a browser. @param applicationId Vonage's id */
export async function simulatedAgent(control: Control, cleanUp: CleanUp, applicationId: string): Promise<AgentPhone> {
  const phone = await handset(control, cleanUp, { user: AGENT, application_id: applicationId, name: 'Doctor' });
  return {
    isSdk: false,
    async rings() {
      const ringing = await until(async () => {
        const now = await phone.now();
        return now.state === 'ringing' && now.call;
      });
      return ringing && { leg: ringing.leg, from: ringing.other };
    },
    async answer(): Promise<void> {
      await phone.act('answer');
    },
    async call(context): Promise<string> {
      await until(async () => (await phone.now()).state === 'idle');
      const { call } = await phone.act('dial', { context });
      return call!.leg;
    },
  };
}

/** Asks the simulator which legs hear each other. @param applicationId Vonage's id */
export function simulatedEars(control: Control, applicationId: string): Ears {
  const legs = async () =>
    new Map(
      (await control<{ legs: Leg[] }>('GET', `/legs?application_id=${applicationId}`)).legs.map((one) => [
        one.leg,
        one,
      ]),
    );
  return {
    async bothWays(customer, agent): Promise<boolean> {
      const both = await until(async () => {
        const now = await legs();
        return now.get(customer)?.hears.includes(agent) && now.get(agent)?.hears.includes(customer);
      }, 3000);
      return both === true;
    },
    music: async (customer) => (await until(async () => (await legs()).get(customer)?.playing, 3000)) !== null,
  };
}
