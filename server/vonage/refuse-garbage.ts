import type { Vonage as Sdk } from '@vonage/server-sdk';
import { unreadable } from './vonage-errors.js';

type Voice = Sdk['voice'];

/** The part of the SDK that reads responses. */
interface Reader {
  parseResponse(request: unknown, response: Response): Promise<unknown>;
}

/**
 * The SDK accepts every response below 400 as a success; where a request returns no result, also a page. Vonage responds
 * with JSON or with nothing: anything else comes from something in between, and the request may not have reached Vonage.
 * @throws VONAGE_UNREACHABLE (unreadable), from now on, for such responses
 */
export function refuseGarbage(voice: Voice): Voice {
  const reader = voice as unknown as Reader;
  const read = reader.parseResponse.bind(voice);
  reader.parseResponse = async (request, response) => {
    if (response.ok && /^text\/html/.test(response.headers.get('content-type') ?? '')) throw unreadable();
    return read(request, response);
  };
  const send = voice.sendRequest.bind(voice);
  voice.sendRequest = async <T>(request: Parameters<typeof send>[0]) => {
    const reply = await send<T>(request);
    if (typeof reply.data === 'string' && reply.data !== '') throw unreadable();
    return reply;
  };
  return voice;
}
