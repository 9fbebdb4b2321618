/** Milliseconds for the browser to find its own addresses; the simulator can also detect the right one itself. */
const ADDRESSES_WITHIN = 1000;

/**
 * Microphone and loudspeaker of a simulated handset. Without a microphone one can still listen.
 * @param send sends the offer to the simulator; pass its reply to `answered`
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
    /** Call it in a click handler, and again for each new socket of the handset. */
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

/** Speaks text that a handset hears, if the browser has a voice for the language. @param language IETF tag */
export function speak(text: string, language: string | undefined): void {
  if (!('speechSynthesis' in window)) return;
  const spoken = new SpeechSynthesisUtterance(text);
  if (language) spoken.lang = language;
  window.speechSynthesis.speak(spoken);
}

export function stopSpeaking(): void {
  if ('speechSynthesis' in window) window.speechSynthesis.cancel();
}
