import type { Cloud } from '../account/cloud.js';
import type { SimClock } from '../control/clock.js';
import type { Devices } from './devices.js';
import type { Device } from './leg.js';
import { isLive, type Leg } from './leg.js';
import type { Legs } from './legs.js';

interface RingingDeps {
  clock: SimClock;
  cloud: Cloud;
  devices: Devices;
  legs: Legs;
}

/** How a called party is rung: every free device rings, the first answer wins, one rejection rejects for all. */
export function createRinging({ clock, cloud, devices, legs }: RingingDeps) {
  /** Legs that are ringing, with the devices that ring for them. */
  const calling = new Map<Leg, Set<Device>>();

  function ring(leg: Leg, device: Device): void {
    calling.get(leg)?.add(device);
    legs.ringing(leg);
    device.ring(leg);
  }

  function callNumber(leg: Leg, number: string) {
    const device = devices.ofNumber(number);
    if (!device) return legs.fail(leg, 'failed', { detail: 'cannot_route', sip_code: 404 });
    if (device.unreachable()) return legs.fail(leg, 'unanswered', { detail: 'unavailable', sip_code: 480 });
    if (!device.free()) return legs.fail(leg, 'busy', { sip_code: 486 });
    ring(leg, device);
  }

  /** A user without a device is waited for: someone may open the console while it "rings". */
  function callUser(leg: Leg, name: string) {
    const application = leg.application.id;
    if (!cloud.user(application, leg.room.region, name))
      return legs.fail(leg, 'failed', { detail: 'cannot_route', sip_code: 404 });
    const reachable = devices
      .ofUser(application, name)
      .filter((device) => isThere(device, leg) && !device.unreachable());
    const free = reachable.filter((device) => device.free());
    if (reachable.length > 0 && free.length === 0) return legs.fail(leg, 'busy', { sip_code: 486 });
    for (const device of free) ring(leg, device);
  }

  function stopAll(leg: Leg, except: Device | null, by: 'far' | 'me' | 'platform', reason: string): void {
    const ringing = calling.get(leg);
    calling.delete(leg);
    for (const device of ringing ?? []) if (device !== except) device.stopRinging(leg, by, reason);
  }

  /** A session is reached only by calls of its region (Vonage: real-cloud row 3). */
  function isThere({ user }: Device, leg: Leg): boolean {
    return !user?.region || user.region === leg.room.region;
  }

  devices.onAdded((device) => {
    for (const leg of calling.keys()) {
      const { to } = leg;
      if (to.type !== 'app' || device.user?.name !== to.user) continue;
      if (device.user.application === leg.application.id && isThere(device, leg) && device.free()) ring(leg, device);
    }
  });

  return {
    /**
     * Calls the leg's party.
     * @param seconds ring time before it ends as `timeout`
     */
    call(leg: Leg, seconds: number): void {
      calling.set(leg, new Set());
      leg.timers.ring = clock.setTimeout(() => legs.fail(leg, 'timeout'), seconds * 1000);
      leg.watchers.add({
        ended: () => stopAll(leg, null, leg.status === 'cancelled' ? 'far' : 'platform', leg.status),
      });
      if (leg.to.type === 'phone') callNumber(leg, leg.to.number);
      else if (leg.to.type === 'app') callUser(leg, leg.to.user);
      else legs.fail(leg, 'failed', { detail: 'cannot_route', sip_code: 404 });
    },

    answer(leg: Leg, device: Device): void {
      if (!isLive(leg) || leg.answeredAt) return;
      stopAll(leg, device, 'platform', 'answered_elsewhere');
      leg.device = device;
      legs.answer(leg);
    },

    /** The device is gone; a call that rings nowhere else can no longer be answered. */
    gone(device: Device): void {
      for (const [leg, ringing] of calling) {
        if (!ringing.delete(device) || ringing.size > 0) continue;
        legs.fail(leg, 'unanswered', { detail: 'unavailable', sip_code: 480 });
      }
    },

    /** Its person rejects the call; the party's other devices stop ringing too. */
    reject(leg: Leg, device: Device): void {
      stopAll(leg, device, 'platform', 'rejected_elsewhere');
      device.stopRinging(leg, 'me', 'rejected');
      legs.fail(leg, 'rejected', { detail: 'declined', sip_code: 603 });
    },
  };
}

export type Ringing = ReturnType<typeof createRinging>;
