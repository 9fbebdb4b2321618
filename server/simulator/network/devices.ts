import type { Device } from './leg.js';

/** Available devices, by number and by user. A user may have several; all of them ring. */
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
    /** Calls back for every device added later. */
    onAdded(watch: (device: Device) => void): void {
      watchers.add(watch);
    },
  };
}

export type Devices = ReturnType<typeof createDevices>;
