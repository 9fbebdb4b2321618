import type { Cloud } from '../account/cloud.js';
import { SimError } from '../http/errors.js';
import type { Devices } from '../network/devices.js';
import { createPhone, type Phone, type PhoneDeps } from './phone.js';

const MOST = 5000;

/** The handsets. They exist as long as the simulator runs. */
export function createPhones(deps: PhoneDeps & { cloud: Cloud; devices: Devices }) {
  const { devices } = deps;
  const phones = new Map<string, Phone>();

  function add(phone: Phone): Phone {
    if (phones.size >= MOST) throw new SimError(409, 'Conflict', `There are ${MOST} handsets already. Remove some.`);
    phones.set(phone.id, phone);
    devices.add(phone.device);
    return phone;
  }

  return {
    all: (): Phone[] => [...phones.values()],
    get: (id: string): Phone | undefined => phones.get(id),

    /** The phone of a number, created if needed. */
    ofNumber: (number: string, name = number): Phone =>
      phones.get(number) ??
      add(createPhone({ id: number, name, party: { type: 'phone', number }, application: null }, deps)),

    /** @param device distinguishes several handsets of one user; the first needs none */
    ofUser(applicationId: string, user: string, name = user, device?: string): Phone | null {
      const id = ['user', applicationId, user, ...(device ? [device] : [])].join(':');
      const known = phones.get(id);
      if (known) return known;
      const application = deps.cloud.applications.get(applicationId);
      if (!application) return null;
      return add(createPhone({ id, name, party: { type: 'app', user }, application }, deps));
    },

    /** Hangs up and deletes it. */
    remove(phone: Phone): void {
      phones.delete(phone.id);
      devices.remove(phone.device);
      if (phone.view().call) phone.hangUp();
    },
  };
}

export type Phones = ReturnType<typeof createPhones>;
