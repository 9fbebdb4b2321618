import type { Vonage as Sdk } from '@vonage/server-sdk';
import { unreadable } from './vonage-errors.js';

/**
 * The SDK takes every reply below 400 for a success. Vonage answers with JSON or with nothing: any other text comes from
 * someone in between, and the request may not have reached Vonage.
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
