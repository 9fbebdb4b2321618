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
  /** Caller ID: E.164 digits without `+`; null = one of the application's numbers, chosen by Vonage. */
  from: string | null;
  /** NCCO that runs when the call is answered. */
  ncco: Ncco;
  /** Event URL, if not the application's. */
  eventUrl?: string;
}

/** The part of the SDK that reads responses. */
interface Reader {
  parseResponse(request: unknown, response: Response): Promise<unknown>;
}

/**
 * If a request returns no result, the SDK accepts every 2xx response as a success, even a page from a proxy.
 * @throws VONAGE_UNREACHABLE (unreadable), from now on, for responses that are not Vonage's
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
 * Actions on a live leg (Vonage: http-api §4.3–4.5). For a leg that has ended, each one except hanging up throws
 * VONAGE_REFUSED.
 */
export function createCallControlApi(voice: Voice, send: Send) {
  refuseForeignReplies(voice);
  return {
    mute: (uuid: string) => send(() => voice.muteCall(uuid)),
    unmute: (uuid: string) => send(() => voice.unmuteCall(uuid)),
    /** From now on the leg hears nothing. */
    earmuff: (uuid: string) => send(() => voice.earmuffCall(uuid)),
    unearmuff: (uuid: string) => send(() => voice.unearmuffCall(uuid)),

    /** Ends the leg. @throws VONAGE_REFUSED for a leg that has ended, or was placed a moment ago */
    end: (uuid: string) => send(() => voice.hangupCall(uuid)),

    /** Ends the leg; succeeds if it has ended in the same moment. */
    async hangUp(uuid: string): Promise<void> {
      try {
        await send(() => voice.hangupCall(uuid));
      } catch (error) {
        if (!isRefusal(error, 400) && !isRefusal(error, 404)) throw error;
      }
    },

    /** Removes the leg from its conversation and runs another NCCO on it. */
    transfer: (uuid: string, ncco: Ncco) => send(() => voice.transferCallWithNCCO(uuid, ncco as unknown as SdkNcco)),

    /** Plays a sound only to this leg, in a loop. @param url of a WAV or MP3 file */
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
