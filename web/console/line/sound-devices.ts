import { useCallback, useEffect, useState } from 'react';
import { ringAt } from '../../lib/handset/tones';
import type { Devices } from '../../voice/line';
import { listDevices } from '../../voice/microphone';

/** Device ids of the browser; null = its default. */
export interface SoundDevices extends Devices {
  ringer: string | null;
}

const STORED = 'denwaban.sound';
const DEFAULT: SoundDevices = { microphone: null, loudspeaker: null, ringer: null };

/** The devices that this browser uses for calls, as chosen here before. */
export function useSoundDevices(): [SoundDevices, (change: Partial<SoundDevices>) => void] {
  const [devices, setDevices] = useState<SoundDevices>(() => ({
    ...DEFAULT,
    ...JSON.parse(localStorage.getItem(STORED) ?? '{}'),
  }));
  useEffect(() => {
    localStorage.setItem(STORED, JSON.stringify(devices));
    ringAt(devices.ringer);
  }, [devices]);
  const change = useCallback((to: Partial<SoundDevices>) => setDevices((before) => ({ ...before, ...to })), []);
  return [devices, change];
}

/** What can be chosen from, following what is plugged in. @param named once the microphone is allowed, devices have names */
export function useDeviceList(named: boolean) {
  const [list, setList] = useState<Awaited<ReturnType<typeof listDevices>>>({ microphones: [], loudspeakers: [] });
  useEffect(() => {
    if (!named) return;
    const read = () => listDevices().then(setList, () => {});
    read();
    navigator.mediaDevices?.addEventListener('devicechange', read);
    return () => navigator.mediaDevices?.removeEventListener('devicechange', read);
  }, [named]);
  return list;
}
