import { createHash, createSecretKey, randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { paced, post } from '../../scripts/bench/load.js';

interface Target {
  /** The whole address of the event endpoint. */
  eventUrl: string;
  vonageId: string;
  apiKey: string;
  signatureSecret: string;
}

/** An event that was answered with 200. */
interface Accepted {
  leg: string;
  /** When it was sent and when it was answered, in milliseconds of `performance.now()`. */
  sent: number;
  answered: number;
}

/** Sends events at their times, whether or not the earlier ones were answered, until `stop()`. */
export function streamEvents({ eventUrl, vonageId, apiKey, signatureSecret }: Target, perSecond: number) {
  const accepted: Accepted[] = [];
  const stop = new AbortController();
  const key = createSecretKey(Buffer.from(signatureSecret));

  async function sendOne(): Promise<void> {
    const leg = randomUUID();
    const facts = { uuid: leg, conversation_uuid: `CON-${leg}`, status: 'started', direction: 'inbound' };
    const ends = { from: '447700900001', to: '447700900123', timestamp: new Date().toISOString() };
    const body = JSON.stringify({ ...facts, ...ends });
    const claims = { iss: 'Vonage', jti: randomUUID(), api_key: apiKey, application_id: vonageId };
    const payload_hash = createHash('sha256').update(body).digest('hex');
    const authorization = `Bearer ${jwt.sign({ ...claims, payload_hash }, key)}`;
    const sent = performance.now();
    const { status } = await post(eventUrl, body, { authorization });
    if (status === 200) accepted.push({ leg, sent, answered: performance.now() });
  }

  const streaming = paced({ perSecond, atOnce: 4 * perSecond, stop: stop.signal }, sendOne);
  return {
    accepted,
    async stop(): Promise<void> {
      stop.abort();
      await streaming;
    },
  };
}
