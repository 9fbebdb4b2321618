/** Milliseconds that the browser may take to find its own addresses; the simulator learns the right one by itself. */
const ADDRESSES_WITHIN = 1000;

/**
 * Microphone and loudspeaker of one handset of the simulator. Without a microphone one still hears.
 * @param send takes the offer to the simulator; its answer comes back to `answered`
 */
export function createHandsetSound(send: (sdp: string) => void) {
  const player = new Audio();
  player.autoplay = true;
  let connection: RTCPeerConnection | undefined;
  let microphone: MediaStream | null | undefined;

  function addresses(of: RTCPeerConnection): Promise<void> {
    return new Promise((resolve) => {
      window.setTimeout(resolve, ADDRESSES_WITHIN);
      of.onicegatheringstatechange = () => of.iceGatheringState === 'complete' && resolve();
    });
  }

  return {
    /** Call it in a click, and again when the handset's socket is a new one. */
    async connect(): Promise<void> {
      microphone ??= (await navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => null)) ?? null;
      connection?.close();
      const opened = new RTCPeerConnection({ bundlePolicy: 'balanced', rtcpMuxPolicy: 'require' });
      connection = opened;
      const [track] = microphone?.getAudioTracks() ?? [];
      if (track && microphone) opened.addTrack(track, microphone);
      else opened.addTransceiver('audio', { direction: 'recvonly' });
      opened.ontrack = ({ streams, track: heard }) => {
        player.srcObject = streams[0] ?? new MediaStream([heard]);
        player.play().catch(() => {});
      };
      const found = addresses(opened);
      await opened.setLocalDescription();
      await found;
      if (connection === opened && opened.localDescription) send(opened.localDescription.sdp);
    },

    async answered(sdp: string): Promise<void> {
      if (connection?.signalingState === 'have-local-offer') {
        await connection.setRemoteDescription({ type: 'answer', sdp });
      }
    },

    close(): void {
      connection?.close();
      connection = undefined;
      for (const track of microphone?.getTracks() ?? []) track.stop();
      microphone = undefined;
      player.srcObject = null;
    },
  };
}

/** Says aloud what a handset hears spoken, where the browser has a voice for the language. @param language IETF tag */
export function speak(text: string, language: string | undefined): void {
  if (!('speechSynthesis' in window)) return;
  const spoken = new SpeechSynthesisUtterance(text);
  if (language) spoken.lang = language;
  window.speechSynthesis.speak(spoken);
}

export function stopSpeaking(): void {
  if ('speechSynthesis' in window) window.speechSynthesis.cancel();
}
