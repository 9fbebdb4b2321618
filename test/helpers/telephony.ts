import { randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { createSimClock } from '../../server/simulator/control/clock.js';
import { mannersWith } from '../../server/simulator/control/manners.js';
import type { PhoneView } from '../../server/simulator/phones/phone.js';
import { USER_ACL } from '../../server/tokens/mint-token.js';
import { openHandset } from './handset.js';
import { startOffice } from './office.js';
import { type SimulatorTestOptions, startSimulator } from './simulator.js';

/** Simulated time almost stands still, so that a busy machine does not cause timeouts. */
const PACE = 0.02;

export const NUMBER = '447700900123';

/**
 * The simulator with an application of a web server that a test scripts, one number, and handsets to be had. Speech takes
 * next to no time; all other time is skipped by `skip`.
 */
export async function startTelephony(options: SimulatorTestOptions = {}) {
  const office = await startOffice();
  const simulator = await startSimulator({ speechRate: 100_000, clock: createSimClock({ pace: PACE }), ...options });
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

  function phone(owner: { number: string } | { user: string; device?: string }) {
    return openHandset(control, 'user' in owner ? { ...owner, application_id: application.id } : owner);
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

    /** A token of a user as the server mints it, right unless `claims` say otherwise (undefined leaves one out). */
    userToken(name: string, claims: Record<string, unknown> = {}): string {
      const iat = Math.floor(Date.now() / 1000);
      const all = {
        application_id: made.id,
        sub: name,
        iat,
        exp: iat + 900,
        jti: randomUUID(),
        acl: USER_ACL,
        ...claims,
      };
      return jwt.sign(JSON.stringify(all), application.privateKey, { algorithm: 'RS256' });
    },

    /** Skips simulated time. */
    skip: (ms: number) => control('POST', '/clock', { advance_ms: ms }),

    /** Ends every call and takes the handsets away, so that the next test finds nothing of this one. */
    async reset(): Promise<void> {
      const { phones } = (await control('GET', '/phones')) as { phones: PhoneView[] };
      for (const { id } of phones) await control('DELETE', `/phones/${encodeURIComponent(id)}`);
      await control('DELETE', '/faults');
      await control('PATCH', '/manners', mannersWith(options.manners));
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
