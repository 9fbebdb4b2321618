import type { Vonage as Sdk } from '@vonage/server-sdk';
import { unreadable } from './vonage-errors.js';

/**
 * The SDK accepts every response below 400 as a success. Vonage responds with JSON or with nothing: any other text
 * comes from something in between, and the request may not have reached Vonage.
 */
export function refuseGarbage(voice: Sdk['voice']): Sdk['voice'] {
  const send = voice.sendRequest.bind(voice);
  voice.sendRequest = async <T>(request: Parameters<typeof send>[0]) => {
    const reply = await send<T>(request);
    if (typeof reply.data === 'string' && reply.data !== '') throw unreadable();
    return reply;
  };
  return voice;
}
