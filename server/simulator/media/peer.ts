import {
  MediaStream,
  MediaStreamTrack,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  type RTCRtpTransceiver,
  RtpHeader,
  RtpPacket,
} from 'werift';
import { FRAME } from './g711.js';
import { createJitterBuffer } from './jitter.js';

const PCMU = new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8000, channels: 1, payloadType: 0 });
const LOOPBACK = '127.0.0.1';

/**
 * One WebRTC connection with a browser, PCMU only, so that mixing is plain arithmetic. It learns the browser's address
 * from the browser's connectivity checks; candidates in the browser's SDP are ignored.
 * @param loopbackOnly listen on 127.0.0.1 only
 */
export function createPeer(loopbackOnly: boolean) {
  const connection = new RTCPeerConnection({
    codecs: { audio: [PCMU] },
    iceServers: [],
    iceUseIpv6: false,
    iceAdditionalHostAddresses: [LOOPBACK],
    ...(loopbackOnly && { iceInterfaceAddresses: { udp4: LOOPBACK } }),
    bundlePolicy: 'max-bundle',
  });
  const track = new MediaStreamTrack({ kind: 'audio' });
  const stream = new MediaStream([track]);
  const jitter = createJitterBuffer();
  let sequence = 0;
  let timestamp = 0;
  let lastPacket = performance.now();
  let closed = false;
  let noteFirstPacket = () => {};
  const firstPacket = new Promise<void>((resolve) => {
    noteFirstPacket = resolve;
  });

  connection.onTrack.subscribe((incoming) => {
    incoming.onReceiveRtp.subscribe(({ header, payload }) => {
      lastPacket = performance.now();
      noteFirstPacket();
      jitter.push(header.sequenceNumber, payload);
    });
  });

  function sendBy(transceiver: RTCRtpTransceiver): void {
    transceiver.sender.setStreams([stream]);
  }

  /** Only loopback candidates if only loopback is listened on. */
  function localSdp(): string {
    const sdp = connection.localDescription?.sdp ?? '';
    if (!loopbackOnly) return sdp;
    return lines(sdp, (line) => !line.startsWith('a=candidate:') || line.includes(` ${LOOPBACK} `));
  }

  return {
    /** The simulator's offer with all its candidates. */
    async offer(): Promise<string> {
      sendBy(connection.addTransceiver(track, { direction: 'sendrecv' }));
      await connection.setLocalDescription(await connection.createOffer());
      return localSdp();
    },

    /** Applies the browser's answer. @throws Error if it does not fit the offer */
    async accept(sdp: string): Promise<void> {
      await connection.setRemoteDescription({ type: 'answer', sdp: withoutCandidates(sdp) });
    },

    /** The simulator's answer to a browser's offer. @throws Error if it is not an offer of PCMU sound */
    async answer(sdp: string): Promise<string> {
      await connection.setRemoteDescription({ type: 'offer', sdp: withoutCandidates(sdp) });
      const [transceiver] = connection.getTransceivers();
      if (!transceiver) throw new Error('The offer has no sound.');
      await transceiver.sender.replaceTrack(track);
      transceiver.setDirection('sendrecv');
      sendBy(transceiver);
      await connection.setLocalDescription(await connection.createAnswer());
      return localSdp();
    },

    /** Fills the frame with sound from the browser. @returns false if there is none */
    pull: (frame: Int16Array): boolean => jitter.pull(frame),

    /** Discards sound from before the call. */
    forgetVoice: (): void => jitter.empty(),

    /** Resolves with the first packet from the browser. */
    firstPacket,

    /** Milliseconds since the last packet. */
    quietFor: (): number => performance.now() - lastPacket,

    /** @param payload 20 ms of µ-law */
    send(payload: Buffer): void {
      if (closed || connection.connectionState !== 'connected') return;
      sequence = (sequence + 1) & 0xffff;
      timestamp = (timestamp + FRAME) >>> 0;
      track.writeRtp(
        new RtpPacket(
          new RtpHeader({ payloadType: 0, sequenceNumber: sequence, timestamp, ssrc: 1, marker: sequence === 1 }),
          payload,
        ),
      );
    },

    close(): void {
      if (closed) return;
      closed = true;
      connection.close().catch(() => {});
    },
  };
}

export type Peer = ReturnType<typeof createPeer>;

function withoutCandidates(sdp: string): string {
  return lines(sdp, (line) => !/^a=(candidate:|end-of-candidates)/.test(line));
}

function lines(sdp: string, keep: (line: string) => boolean): string {
  const kept = sdp.split(/\r?\n/).filter((line) => line !== '' && keep(line));
  return `${kept.join('\r\n')}\r\n`;
}
