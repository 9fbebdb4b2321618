import type { Devices } from './line';
import { openMicrophone } from './microphone';
import { judge, type Quality, readFigures, type SoundFigures } from './quality';

/** The part of the Client SDK that gives access to its connection. */
interface SoundSource {
  getPeerConnection(callId: string): RTCPeerConnection | undefined;
  getAudioOutputElement(): HTMLAudioElement | undefined;
}

/**
 * The sound of the current call. The SDK uses the browser's default devices; this replaces them with the chosen ones.
 */
export function createCallSound(client: SoundSource) {
  let own: MediaStreamTrack | null = null;
  let before: { callId: string; figures: SoundFigures } | null = null;

  async function replaceMicrophone(callId: string, device: string | null): Promise<void> {
    const sender = client.getPeerConnection(callId)?.getSenders()[0];
    const gone = sender?.track?.readyState === 'ended';
    if (!sender?.track || (device === null && own === null && !gone)) return;
    const [track] = (await openMicrophone(device)).getAudioTracks();
    if (!track) return;
    track.enabled = sender.track.enabled;
    await sender.replaceTrack(track);
    own?.stop();
    own = track;
  }

  return {
    /** @throws MicrophoneError, DOMException when the browser refuses a device */
    async use(callId: string, { microphone, loudspeaker }: Devices): Promise<void> {
      await replaceMicrophone(callId, microphone);
      const output = client.getAudioOutputElement();
      if (output && 'setSinkId' in output && output.sinkId !== (loudspeaker ?? '')) {
        await output.setSinkId(loudspeaker ?? '');
      }
    },

    /** Starts playback if the browser has not. @throws DOMException (NotAllowedError) before the first click */
    async play(): Promise<void> {
      const output = client.getAudioOutputElement();
      if (output?.paused) await output.play();
    },

    /** Whether sound can flow. */
    flows: (callId: string): boolean => client.getPeerConnection(callId)?.connectionState === 'connected',

    /** Resolves when sound can flow again. @throws Error after this many milliseconds */
    async untilItFlows(callId: string, ms: number): Promise<void> {
      const connection = client.getPeerConnection(callId);
      if (!connection) throw new Error('The call has no connection.');
      if (connection.connectionState === 'connected') return;
      await new Promise<void>((resolve, reject) => {
        const late = window.setTimeout(() => reject(new Error('The sound did not come back.')), ms);
        connection.addEventListener('connectionstatechange', () => {
          if (connection.connectionState !== 'connected') return;
          window.clearTimeout(late);
          resolve();
        });
      });
    },

    /** Sound quality since the last call of this function. */
    async quality(callId: string): Promise<Quality | null> {
      const reports = await client.getPeerConnection(callId)?.getStats();
      if (!reports) return null;
      const figures = readFigures(reports.values() as Iterable<Record<string, unknown>>);
      const last = before?.callId === callId ? before.figures : null;
      before = { callId, figures };
      return last && judge(last, figures);
    },

    /** Releases the microphone after the call. */
    end(): void {
      own?.stop();
      own = null;
      before = null;
    },
  };
}
