import type { Devices } from './line';
import { openMicrophone } from './microphone';
import { judge, type Quality, readFigures, type SoundFigures } from './quality';

/** The part of the Client SDK that gives its connection away. */
interface SoundSource {
  getPeerConnection(callId: string): RTCPeerConnection | undefined;
  getAudioOutputElement(): HTMLAudioElement | undefined;
}

/**
 * The sound of the present call. The SDK takes the browser's default devices; others are put in their place here.
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
    /** @throws MicrophoneError, DOMException when the browser does not let a device be used */
    async use(callId: string, { microphone, loudspeaker }: Devices): Promise<void> {
      await replaceMicrophone(callId, microphone);
      const output = client.getAudioOutputElement();
      if (output && 'setSinkId' in output && output.sinkId !== (loudspeaker ?? '')) {
        await output.setSinkId(loudspeaker ?? '');
      }
    },

    /** Plays it, where the browser has not begun by itself. @throws DOMException (NotAllowedError) before the first click */
    async play(): Promise<void> {
      const output = client.getAudioOutputElement();
      if (output?.paused) await output.play();
    },

    /** Whether sound can flow. */
    flows: (callId: string): boolean => client.getPeerConnection(callId)?.connectionState === 'connected',

    /** Resolves when sound can flow again. @throws Error after that many milliseconds */
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

    /** How it has sounded since the last time that this was asked. */
    async quality(callId: string): Promise<Quality | null> {
      const reports = await client.getPeerConnection(callId)?.getStats();
      if (!reports) return null;
      const figures = readFigures(reports.values() as Iterable<Record<string, unknown>>);
      const last = before?.callId === callId ? before.figures : null;
      before = { callId, figures };
      return last && judge(last, figures);
    },

    /** The call is over: the microphone is let go. */
    end(): void {
      own?.stop();
      own = null;
      before = null;
    },
  };
}
