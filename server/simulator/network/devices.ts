import type { Leg } from './leg.js';

/** What a leg hears, as a transcript tells it. */
export type Sound =
  | { type: 'said'; text: string; language: string }
  | { type: 'music'; url: string }
  | { type: 'playing'; url: string }
  | { type: 'silence' }
  | { type: 'beep' }
  | { type: 'ringback'; of: string; url?: string }
  | { type: 'keys'; digits: string; by: 'me' | 'far' }
  | { type: 'heard'; text: string; who: string }
  | { type: 'joined'; who: string }
  | { type: 'left'; who: string }
  | { type: 'held' }
  | { type: 'resumed' };

/** Who ended a call, seen from the device: its own person, the other party, or the platform. */
export type EndedBy = 'me' | 'far' | 'platform';

/** What stands at the end of a telephone line or of a user's session: it rings, it is answered, it hears. */
export interface Device {
  readonly id: string;
  readonly number: string | null;
  readonly user: { application: string; name: string } | null;
  /** Switched off or out of reach. */
  unreachable(): boolean;
  /** Able to take a call now. */
  free(): boolean;
  ring(leg: Leg): void;
  /** Another device took or refused the call, the caller gave up, or nobody came. */
  stopRinging(leg: Leg, by: EndedBy, reason: string): void;
  /** Its leg stands: both sides may speak. */
  connected(leg: Leg): void;
  hear(sound: Sound, leg: Leg): void;
  ended(leg: Leg, by: EndedBy, reason: string): void;
}

/** Which devices there are, by number and by user. A user may have several; all of them ring. */
export function createDevices() {
  const byNumber = new Map<string, Device>();
  const byUser = new Map<string, Set<Device>>();
  const watchers = new Set<(device: Device) => void>();
  const keyOf = (application: string, name: string) => `${application} ${name}`;

  return {
    add(device: Device): void {
      if (device.number) byNumber.set(device.number, device);
      if (device.user) {
        const key = keyOf(device.user.application, device.user.name);
        byUser.set(key, (byUser.get(key) ?? new Set()).add(device));
      }
      for (const watch of watchers) watch(device);
    },
    remove(device: Device): void {
      if (device.number) byNumber.delete(device.number);
      if (device.user) byUser.get(keyOf(device.user.application, device.user.name))?.delete(device);
    },
    ofNumber: (number: string): Device | undefined => byNumber.get(number),
    ofUser: (application: string, name: string): Device[] => [...(byUser.get(keyOf(application, name)) ?? [])],
    /** Calls back for every device that is added from now on. */
    onAdded(watch: (device: Device) => void): void {
      watchers.add(watch);
    },
  };
}

export type Devices = ReturnType<typeof createDevices>;
