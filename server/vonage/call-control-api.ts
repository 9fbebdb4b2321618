import type { Vonage as Sdk } from '@vonage/server-sdk';
import type { Send } from './access.js';
import { createWherever } from './call-places.js';
import type { AppEndpoint, Ncco, PhoneEndpoint } from './ncco.js';
import { isRefusal, unreadable } from './vonage-errors.js';

type Voice = Sdk['voice'];
type SdkNcco = Parameters<Voice['transferCallWithNCCO']>[1];
type SdkCall = Parameters<Voice['createOutboundCall']>[0];

/** A call that the server places. */
export interface PlacedCall {
  to: AppEndpoint | PhoneEndpoint;
  /** Caller ID: E.164 digits without `+`; null = one of the application's numbers, chosen by Vonage. */
  from: string | null;
  /** NCCO that runs when the call is answered. */
  ncco: Ncco;
  /** Event URL, if not the application's. */
  eventUrl?: string;
}

/**
 * Actions on a live leg, wherever it is (Vonage: http-api §4.3–4.5). For a leg that has ended, each one except hanging up throws
 * VONAGE_REFUSED.
 * @param voices the Voice API at each place where the leg may be, the most likely first
 */
export function createCallControlApi(voices: (() => Voice)[], send: Send) {
  const wherever = createWherever(voices, send);
  return {
    mute: (uuid: string) => wherever((voice) => voice.muteCall(uuid)),
    unmute: (uuid: string) => wherever((voice) => voice.unmuteCall(uuid)),
    /** From now on the leg hears nothing. */
    earmuff: (uuid: string) => wherever((voice) => voice.earmuffCall(uuid)),
    unearmuff: (uuid: string) => wherever((voice) => voice.unearmuffCall(uuid)),

    /** Ends the leg. @throws VONAGE_REFUSED for a leg that has ended, or was placed a moment ago */
    end: (uuid: string) => wherever((voice) => voice.hangupCall(uuid)),

    /**
     * Ends the leg.
     * @returns false if Vonage refused: it has ended in the same moment, or was placed a moment ago and must be hung up
     * once more
     */
    async hangUp(uuid: string): Promise<boolean> {
      try {
        await wherever((voice) => voice.hangupCall(uuid));
        return true;
      } catch (error) {
        if (!isRefusal(error, 400) && !isRefusal(error, 404)) throw error;
        return false;
      }
    },

    /** Removes the leg from its conversation and runs another NCCO on it. */
    transfer: (uuid: string, ncco: Ncco) =>
      wherever((voice) => voice.transferCallWithNCCO(uuid, ncco as unknown as SdkNcco)),

    /** Plays a sound only to this leg, in a loop. @param url of a WAV or MP3 file */
    async playForever(uuid: string, url: string): Promise<void> {
      await wherever((voice) => voice.streamAudio(uuid, url, 0));
    },

    async stopPlaying(uuid: string): Promise<void> {
      await wherever((voice) => voice.stopStreamAudio(uuid));
    },

    /** At the most likely place: the region of the call that it belongs to. @returns the leg's uuid */
    place: ({ to, from, ncco, eventUrl }: PlacedCall): Promise<string> =>
      send(async () => {
        const call = {
          to: [to],
          ...(from ? { from: { type: 'phone', number: from } } : { randomFromNumber: true }),
          ncco,
          ...(eventUrl && { eventUrl: [eventUrl], eventMethod: 'POST' }),
        };
        const { uuid } = await voices[0]!().createOutboundCall(call as unknown as SdkCall);
        if (!uuid) throw unreadable();
        return uuid;
      }, 'calls'),
  };
}

export type CallControlApi = ReturnType<typeof createCallControlApi>;
