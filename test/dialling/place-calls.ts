import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { Sender } from '../helpers/sender.js';

/** What an agent hears in place of a call that is not placed begins so. */
export const SORRY = 'Sorry, this call cannot be connected.';

export interface Placing {
  /** The agent. */
  user: string;
  /** Of the agent's leg; asked twice, it is one call. */
  uuid?: string;
}

/**
 * Asks the answer webhook for an agent's call, as Vonage does.
 * @param to E.164 digits
 * @returns the number that Vonage is told to connect, or the sentence that is spoken instead
 */
export async function placeCall(
  vonage: Sender,
  applicationId: string,
  to: string,
  { user, uuid = randomUUID() }: Placing,
): Promise<string> {
  const body = { from_user: user, endpoint_type: 'app', to, uuid, conversation_uuid: `CON-${uuid}` };
  const { status, json } = await vonage.post(`/webhooks/${applicationId}/answer`, body);
  expect(status).toBe(200);
  type Action = { action: string; text?: string; endpoint?: { number: string }[] };
  const connect = (json as Action[]).find(({ action }) => action === 'connect');
  return connect?.endpoint?.[0]?.number ?? (json as Action[])[0]!.text!;
}

/**
 * Places calls one after the other until one is refused because a limit is reached: one that the database was too slow to
 * count is refused too, and says nothing about the limit.
 * @returns how many were placed
 */
export async function placeUntilFull(place: () => Promise<string>): Promise<number> {
  for (let placed = 0; ; ) {
    const answer = await place();
    if (/reached (your|its) limit of \d+ calls/.test(answer)) return placed;
    if (!answer.startsWith(SORRY)) placed += 1;
    else expect(answer).toContain('cannot be counted');
  }
}
