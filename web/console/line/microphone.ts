import { useCallback, useEffect, useRef, useState } from 'react';
import { unlockSound } from '../../lib/handset/tones';
import { MicrophoneError, type MicrophoneProblem, openMicrophone } from '../../voice/microphone';

/** This tab has had the microphone: after a reload it takes it again without a click. */
const HAD = 'denwaban.microphone';

export type Microphone = ReturnType<typeof useMicrophone>;

/**
 * The agent's microphone: off until a click, which also lets the page sound; open from then on, so that its loss is noticed
 * before the next caller does. @param device a device id; null = the default
 */
export function useMicrophone(device: string | null) {
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [problem, setProblem] = useState<MicrophoneProblem | null>(null);
  const [asking, setAsking] = useState(() => sessionStorage.getItem(HAD) !== null);
  const opened = useRef<MediaStream>(undefined);

  const open = useCallback(async () => {
    setAsking(true);
    try {
      const fresh = await openMicrophone(device);
      for (const track of opened.current?.getTracks() ?? []) track.stop();
      opened.current = fresh;
      // Unplugged, or no longer allowed: another one may be there; if not, asking for it tells the reason.
      fresh.getAudioTracks()[0]?.addEventListener('ended', () => void open());
      sessionStorage.setItem(HAD, 'yes');
      setStream(fresh);
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof MicrophoneError ? error.problem : 'unknown');
    }
    setAsking(false);
  }, [device]);

  useEffect(() => {
    if (sessionStorage.getItem(HAD)) void open();
  }, [open]);

  useEffect(() => {
    if (!problem || !opened.current) return;
    const plugged = () => void open();
    navigator.mediaDevices?.addEventListener('devicechange', plugged);
    return () => navigator.mediaDevices?.removeEventListener('devicechange', plugged);
  }, [problem, open]);

  useEffect(() => {
    const close = () => {
      for (const track of opened.current?.getTracks() ?? []) track.stop();
    };
    return close;
  }, []);

  return {
    stream,
    problem,
    asking,
    /** Call it in a click. */
    start(): void {
      unlockSound();
      if ('Notification' in window && Notification.permission === 'default') void Notification.requestPermission();
      void open();
    },
  };
}
