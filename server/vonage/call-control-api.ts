import type { Vonage as Sdk } from '@vonage/server-sdk';
import type { Send } from './access.js';
import type { AppEndpoint, Ncco, PhoneEndpoint } from './ncco.js';
import { isRefusal, unreadable } from './vonage-errors.js';

type Voice = Sdk['voice'];
type SdkNcco = Parameters<Voice['transferCallWithNCCO']>[1];
type SdkCall = Parameters<Voice['createOutboundCall']>[0];

/** A call that the server places. */
export interface PlacedCall {
  to: AppEndpoint | PhoneEndpoint;
  /** Shown to the called one: E.164 digits without `+`; null = one of the application's numbers, by Vonage's choice. */
  from: string | null;
  /** What runs when it is answered. */
  ncco: Ncco;
  /** Where its events are sent, if not to the application's address. */
  eventUrl?: string;
}

/** The part of the SDK that reads replies. */
interface Reader {
  parseResponse(request: unknown, response: Response): Promise<unknown>;
}

/**
 * The SDK takes every reply of status 2xx to a request without a result for a success, also a page of a proxy on the way.
 * @throws VONAGE_UNREACHABLE (unreadable) from then on for what is not Vonage's
 */
function refuseForeignReplies(voice: Voice): void {
  const reader = voice as unknown as Reader;
  const read = reader.parseResponse.bind(voice);
  reader.parseResponse = async (request, response) => {
    if (response.ok && /^text\/html/.test(response.headers.get('content-type') ?? '')) throw unreadable();
    return read(request, response);
  };
}

/**
 * What can be done with a leg that lives (Vonage: http-api §4.3–4.5). Each but the hang-up refuses a leg that is over:
 * VONAGE_REFUSED.
 */
export function createCallControlApi(voice: Voice, send: Send) {
  refuseForeignReplies(voice);
  return {
    mute: (uuid: string) => send(() => voice.muteCall(uuid)),
    unmute: (uuid: string) => send(() => voice.unmuteCall(uuid)),
    /** The leg hears nothing from now on. */
    earmuff: (uuid: string) => send(() => voice.earmuffCall(uuid)),
    unearmuff: (uuid: string) => send(() => voice.unearmuffCall(uuid)),

    /** Ends the leg. @throws VONAGE_REFUSED for a leg that is over, or was placed only just now */
    end: (uuid: string) => send(() => voice.hangupCall(uuid)),

    /** Ends the leg. One that has ended in the same moment is as it should be. */
    async hangUp(uuid: string): Promise<void> {
      try {
        await send(() => voice.hangupCall(uuid));
      } catch (error) {
        if (!isRefusal(error, 400) && !isRefusal(error, 404)) throw error;
      }
    },

    /** Takes the leg out of its conversation; another NCCO runs on it. */
    transfer: (uuid: string, ncco: Ncco) => send(() => voice.transferCallWithNCCO(uuid, ncco as unknown as SdkNcco)),

    /** Plays a sound to the leg alone, again and again. @param url of a WAV or MP3 file */
    async playForever(uuid: string, url: string): Promise<void> {
      await send(() => voice.streamAudio(uuid, url, 0));
    },

    async stopPlaying(uuid: string): Promise<void> {
      await send(() => voice.stopStreamAudio(uuid));
    },

    /** @returns the leg's uuid */
    place: ({ to, from, ncco, eventUrl }: PlacedCall): Promise<string> =>
      send(async () => {
        const call = {
          to: [to],
          ...(from ? { from: { type: 'phone', number: from } } : { randomFromNumber: true }),
          ncco,
          ...(eventUrl && { eventUrl: [eventUrl], eventMethod: 'POST' }),
        };
        const { uuid } = await voice.createOutboundCall(call as unknown as SdkCall);
        if (!uuid) throw unreadable();
        return uuid;
      }, 'calls'),
  };
}

export type CallControlApi = ReturnType<typeof createCallControlApi>;
