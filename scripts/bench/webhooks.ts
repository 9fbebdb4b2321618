import { createHash, createSecretKey, type KeyObject, randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { count, paced, post, type Statuses } from './load.js';
import type { SimulatorFile } from './server.js';

/** Results of answer webhooks. */
export interface Answers {
  /** Milliseconds of each response. */
  took: number[];
  statuses: Statuses;
}

export const noAnswers = (): Answers => ({ took: [], statuses: {} });

export interface Signer {
  simulator: SimulatorFile;
  /** Vonage's id of the application. */
  vonageId: string;
}

/** Keys ready for signing: parsing the text for each webhook would take fifty times as long as signing. */
const keys = new Map<string, KeyObject>();
function keyOf(secret: string): KeyObject {
  const key = keys.get(secret) ?? createSecretKey(Buffer.from(secret));
  keys.set(secret, key);
  return key;
}

/** The Authorization header of a webhook with this body. */
export function signed({ simulator, vonageId }: Signer, body: string): Record<string, string> {
  const claims = {
    iss: 'Vonage',
    jti: randomUUID(),
    api_key: simulator.apiKey,
    application_id: vonageId,
    payload_hash: createHash('sha256').update(body).digest('hex'),
  };
  return { authorization: `Bearer ${jwt.sign(claims, keyOf(simulator.signatureSecret))}` };
}

/** Sends answer webhooks at a fixed rate, whether or not earlier ones have been answered. */
export async function callersComeIn(
  signer: Signer,
  answerUrl: string,
  pace: { perSecond: number; duration: number },
  answers: Answers,
): Promise<void> {
  await paced(pace, async () => {
    const uuid = randomUUID();
    const body = JSON.stringify({ from: '447700900001', to: '447700900100', uuid, conversation_uuid: `CON-${uuid}` });
    const headers = signed(signer, body);
    const before = performance.now();
    const { status } = await post(answerUrl, body, headers);
    answers.took.push(performance.now() - before);
    count(answers.statuses, status);
  });
}
