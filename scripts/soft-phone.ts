import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } from 'werift';

const PCMU = new RTCRtpCodecParameters({ mimeType: 'audio/PCMU', clockRate: 8000, channels: 1, payloadType: 0 });
const FRAME = 160;
const LOOPBACK = '127.0.0.1';
/** µ-law of silence. */
const SILENT = 0xff;
/** A 400 Hz square wave at about a tenth of full scale: twenty samples make a period of 8 kHz. */
const TONE = Buffer.from(Array.from({ length: FRAME }, (_, at) => (at % 20 < 10 ? 0xaf : 0x2f)));

/**
 * The far end of a call without a browser: a WebRTC connection that sends a tone or silence, and measures what it
 * hears.
 */
export function createSoftPhone() {
  const connection = new RTCPeerConnection({
    codecs: { audio: [PCMU] },
    iceServers: [],
    iceUseIpv6: false,
    iceAdditionalHostAddresses: [LOOPBACK],
    iceInterfaceAddresses: { udp4: LOOPBACK },
    bundlePolicy: 'max-bundle',
  });
  const track = new MediaStreamTrack({ kind: 'audio' });
  const heard = { packets: 0, loud: 0 };
  let speaks = true;
  let sequence = 0;
  let timestamp = 0;

  connection.onTrack.subscribe((incoming) => {
    incoming.onReceiveRtp.subscribe(({ payload }) => {
      heard.packets += 1;
      // Small magnitudes of µ-law have the high bits set.
      if (payload.some((byte) => (byte & 0x7f) < 0x50)) heard.loud += 1;
    });
  });

  const ticker = setInterval(() => {
    if (connection.connectionState !== 'connected') return;
    sequence = (sequence + 1) & 0xffff;
    timestamp = (timestamp + FRAME) >>> 0;
    const header = new RtpHeader({ payloadType: 0, sequenceNumber: sequence, timestamp, ssrc: 1 });
    track.writeRtp(new RtpPacket(header, speaks ? TONE : Buffer.alloc(FRAME, SILENT)));
  }, 20);

  return {
    /** Packets of 20 ms received so far, and how many of them were loud. */
    heard,
    connected: (): boolean => connection.connectionState === 'connected',

    async offer(): Promise<string> {
      connection.addTransceiver(track, { direction: 'sendrecv' });
      await connection.setLocalDescription(await connection.createOffer());
      return connection.localDescription!.sdp;
    },

    accept: (sdp: string) => connection.setRemoteDescription({ type: 'answer', sdp }),

    async answer(sdp: string): Promise<string> {
      await connection.setRemoteDescription({ type: 'offer', sdp });
      const transceiver = connection.getTransceivers()[0]!;
      await transceiver.sender.replaceTrack(track);
      transceiver.setDirection('sendrecv');
      await connection.setLocalDescription(await connection.createAnswer());
      return connection.localDescription!.sdp;
    },

    speak(on: boolean): void {
      speaks = on;
    },

    async close(): Promise<void> {
      clearInterval(ticker);
      await connection.close();
    },
  };
}

export type SoftPhone = ReturnType<typeof createSoftPhone>;
