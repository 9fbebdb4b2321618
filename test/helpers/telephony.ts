import { randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { PhoneView } from '../../server/simulator/phone.js';
import { startOffice } from './office.js';
import { type SimulatorTestOptions, startSimulator } from './simulator.js';
import { waitFor } from './wait-for.js';

/** A transcript event, or one of the feed's. */
export interface Heard {
  type: string;
  [detail: string]: unknown;
}

export const NUMBER = '447700900123';

/**
 * The simulator with an application of a web server that a test scripts, one number, and handsets to be had. Speech takes
 * no time; time is skipped by `skip`.
 */
export async function startTelephony(options: SimulatorTestOptions = {}) {
  const office = await startOffice();
  const simulator = await startSimulator({ speechRate: 100_000, ...options });
  const made = await simulator.sdk().applications.createApplication({
    name: 'Office',
    capabilities: {
      voice: {
        webhooks: {
          answerUrl: { address: `${office.address}/answer`, httpMethod: 'POST' },
          fallbackAnswerUrl: { address: `${office.address}/fallback`, httpMethod: 'POST' },
          eventUrl: { address: `${office.address}/event`, httpMethod: 'POST' },
        },
      },
    },
  });
  const application = { id: made.id!, privateKey: made.keys!.privateKey! };
  const sdk = simulator.sdk(application);
  simulator.cloud.numbers.set(NUMBER, {
    country: 'GB',
    msisdn: NUMBER,
    type: 'mobile-lvn',
    features: ['VOICE', 'SMS'],
    app_id: application.id,
  });
  for (const name of ['Jane', 'Joe']) await sdk.users.createUser({ name });

  async function control(method: string, path: string, body?: object) {
    const reply = await simulator.request(`/simulator${path}`, { method, ...(body && { body }) });
    if (reply.status >= 400) throw new Error(`${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  }

  async function phone(owner: { number: string } | { user: string; device?: string }) {
    const body = 'user' in owner ? { ...owner, application_id: application.id } : owner;
    const { id } = (await control('POST', '/phones', body)) as PhoneView;
    const path = `/phones/${encodeURIComponent(id)}`;
    const act = (verb: string, what: object = {}) => control('POST', `${path}/${verb}`, what) as Promise<PhoneView>;
    const now = () => control('GET', path) as Promise<PhoneView>;
    const transcript = async () => ((await control('GET', `${path}/transcript`)) as { events: Heard[] }).events;

    return {
      id,
      now,
      transcript,
      dial: (to: string) => act('dial', { to }),
      serverCall: (context: object) => act('dial', { context }),
      answer: () => act('answer'),
      reject: () => act('reject'),
      hangUp: () => act('hangup'),
      keys: (digits: string) => act('keys', { digits }),
      say: (text: string) => act('say', { text }),
      set: (settings: object) => control('PATCH', path, settings),
      remove: () => control('DELETE', path),

      /** Waits until it is in that state. */
      is: (state: PhoneView['state']) =>
        waitFor(async () => {
          const view = await now();
          return view.state === state ? view : null;
        }),

      /** Waits until its transcript has an event of that type with these values. */
      hears: (type: string, values: Record<string, unknown> = {}) =>
        waitFor(async () =>
          (await transcript()).find(
            (event) => event.type === type && Object.entries(values).every(([key, value]) => event[key] === value),
          ),
        ),

      /** What was said to it, in order. */
      said: async () => (await transcript()).filter((event) => event.type === 'said').map((event) => event.text),
    };
  }

  return {
    office,
    simulator,
    application,
    sdk,
    control,
    phone,

    /** The application's own authorization header. */
    bearer(): string {
      const claims = { application_id: application.id, jti: randomUUID() };
      return `Bearer ${jwt.sign(claims, application.privateKey, { algorithm: 'RS256', expiresIn: 900 })}`;
    },

    /** Skips simulated time. */
    skip: (ms: number) => control('POST', '/clock', { advance_ms: ms }),

    /** Ends every call and takes the handsets away, so that the next test finds nothing of this one. */
    async reset(): Promise<void> {
      const { phones } = (await control('GET', '/phones')) as { phones: PhoneView[] };
      for (const { id } of phones) await control('DELETE', `/phones/${encodeURIComponent(id)}`);
      await control('DELETE', '/faults');
      await office.quiet();
      office.reset();
    },

    async close(): Promise<void> {
      await simulator.close();
      await office.close();
    },
  };
}

export type Telephony = Awaited<ReturnType<typeof startTelephony>>;
export type TestPhone = Awaited<ReturnType<Telephony['phone']>>;
