/**
 * What is published: ids only, after commit; whoever delivers loads fresh rows.
 * `routing`: something that the answer endpoint keeps in memory has changed.
 * `missed`: the line between the servers was down for a while and is back; what the others said meanwhile is lost, so
 * whoever keeps something in memory reads it again. Only this server hears it.
 */
export interface Topics {
  call: { applicationId: string; callId: string };
  event: { applicationId: string; eventId: string };
  /** `legUuid`: the agent's leg. */
  operation: { applicationId: string; callId: string; operationId: string; legUuid: string };
  routing: { applicationId: string };
  session: { memberId: string };
  apiKey: { keyId: string };
  /** Which pages may ask this server has changed. */
  origins: { accountId: string };
  /** What an account's agents may dial has changed. */
  dialling: { accountId: string };
  /** An agent's call to a phone number was allowed. */
  dialled: { accountId: string; key: string };
  missed: Record<string, never>;
}
export type Topic = keyof Topics;

export interface Realtime {
  /** Tells all subscribers on all servers. Call it after the commit. Never fails: who is not reached reads again later. */
  publish<T extends Topic>(topic: T, ids: Topics[T]): Promise<void>;
  /** What is published from now on, until the signal aborts. */
  subscribe<T extends Topic>(topic: T, signal: AbortSignal): AsyncIterable<Topics[T]>;
  close(): Promise<void>;
}
