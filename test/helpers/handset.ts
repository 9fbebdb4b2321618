import type { PhoneView } from '../../server/simulator/phones/phone.js';
import { waitFor } from './wait-for.js';

/** A transcript event, or one of the feed's. */
export interface Heard {
  type: string;
  [detail: string]: unknown;
}

export type Control = (method: string, path: string, body?: object) => Promise<unknown>;
type Owner = { number: string } | { user: string; application_id: string; device?: string };

/**
 * A simulated telephone, made if it is not there.
 * @param control asks the simulator's control API
 */
export async function openHandset(control: Control, owner: Owner) {
  const { id } = (await control('POST', '/phones', owner)) as PhoneView;
  const path = `/phones/${encodeURIComponent(id)}`;
  const act = (verb: string, what: object = {}) => control('POST', `${path}/${verb}`, what) as Promise<PhoneView>;
  const now = () => control('GET', path) as Promise<PhoneView>;
  const transcript = async () => ((await control('GET', `${path}/transcript`)) as { events: Heard[] }).events;

  return {
    id,
    now,
    transcript,
    /** @param from what is shown in place of its number */
    dial: (to: string, from?: string) => act('dial', { to, ...(from !== undefined && { from }) }),
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

export type Handset = Awaited<ReturnType<typeof openHandset>>;

/** The phones of a caller and of the agents Jane and Joe. @param applicationId Vonage's id */
export const openPhones = (control: Control, applicationId: string): Promise<[Handset, Handset, Handset]> =>
  Promise.all([
    openHandset(control, { number: '447700900001' }),
    openHandset(control, { user: 'Jane', application_id: applicationId }),
    openHandset(control, { user: 'Joe', application_id: applicationId }),
  ]);
