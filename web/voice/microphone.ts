/**
 * Why there is no microphone: none exists, permission was denied, another program uses it, or the page is not https.
 */
export type MicrophoneProblem = 'noDevice' | 'refused' | 'inUse' | 'insecure' | 'unknown';

export class MicrophoneError extends Error {
  override readonly name = 'MicrophoneError';

  constructor(
    readonly problem: MicrophoneProblem,
    cause?: unknown,
  ) {
    super(`No microphone: ${problem}`, { cause });
  }
}

const PROBLEMS: Record<string, MicrophoneProblem> = {
  NotFoundError: 'noDevice',
  OverconstrainedError: 'noDevice',
  NotAllowedError: 'refused',
  SecurityError: 'refused',
  NotReadableError: 'inUse',
  AbortError: 'inUse',
};

const nameOf = (error: unknown) => (error instanceof DOMException || error instanceof Error ? error.name : '');

/**
 * Asks for the microphone, once; the browser remembers the answer.
 * @param device a device id; the default is used if the device is gone
 * @throws MicrophoneError
 */
export async function openMicrophone(device: string | null): Promise<MediaStream> {
  if (!window.isSecureContext || !navigator.mediaDevices) throw new MicrophoneError('insecure');
  const ask = (audio: boolean | MediaTrackConstraints) => navigator.mediaDevices.getUserMedia({ audio, video: false });
  try {
    return await ask(device ? { deviceId: { exact: device } } : true);
  } catch (error) {
    if (device && nameOf(error) === 'OverconstrainedError') return openMicrophone(null);
    throw new MicrophoneError(PROBLEMS[nameOf(error)] ?? 'unknown', error);
  }
}

/** Measures the level of a microphone. @returns a function that returns 0 to 1, and one that stops measuring */
export function createMeter(stream: MediaStream) {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  const source = context.createMediaStreamSource(stream);
  source.connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    level(): number {
      if (context.state === 'suspended') void context.resume();
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      // From -60 dB, a quiet room, to 0 dB.
      return Math.min(1, Math.max(0, 1 + (10 * Math.log10(power + 1e-12)) / 60));
    },
    close(): void {
      source.disconnect();
      void context.close();
    },
  };
}

/** The browser's microphones and loudspeakers; their names are known once the microphone has been allowed. */
export async function listDevices(): Promise<{ microphones: MediaDeviceInfo[]; loudspeakers: MediaDeviceInfo[] }> {
  const devices = (await navigator.mediaDevices?.enumerateDevices()) ?? [];
  const named = devices.filter(({ deviceId }) => deviceId !== '' && deviceId !== 'default');
  return {
    microphones: named.filter(({ kind }) => kind === 'audioinput'),
    loudspeakers: named.filter(({ kind }) => kind === 'audiooutput'),
  };
}
