/**
 * What is published: only ids, after the commit; the receiver loads fresh rows. A message contains what is needed to
 * choose its subscribers, so that it costs nothing for the others. If a list is missing (unknown, too long for a
 * notification, or sent by an older server), every subscriber of the topic receives the message.
 */
export interface Topics {
  /** A call began or changed; with its legs, and the users who have them. `agents`: every agent may see it, a missed one. */
  call: { applicationId: string; callId: string; legs?: string[]; users?: string[]; agents?: boolean };
  /** An event was applied; `callId` is null if it belongs to no call. */
  event: { applicationId: string; eventId: string; callId?: string | null };
  /** An operation requested by the agent on this leg began, advanced or ended. */
  operation: { applicationId: string; callId: string; operationId: string; legUuid: string };
  /** The state of an agent has changed, as colleagues see it. */
  agent: { applicationId: string; userName: string };
  /** Something that the answer webhook caches has changed. */
  routing: { applicationId: string };
  session: { memberId: string };
  apiKey: { keyId: string };
  /** The allowed origins have changed. */
  origins: { accountId: string };
  /** The dialing rules of an account have changed. */
  dialling: { accountId: string };
  /** An agent's call to a phone number was allowed. */
  dialled: { accountId: string; key: string };
  /** A task of the account has started, advanced or ended. */
  task: { accountId: string; taskId: string };
}
export type Topic = keyof Topics;

/** Takes the place of messages that may have been lost: receivers read again what they cache. */
export const MISSED = Symbol('missed');
export type Missed = typeof MISSED;

/** What a subscriber wants to receive of a topic: create it with one of the functions below. */
export type Key = string & { readonly brand: 'key' };

const key = (text: string) => text as Key;
export const EVERYTHING = key('everything');
export const ofApplication = (id: string): Key => key(`application ${id}`);
/** Everything about a user of an application. */
export const ofUser = (applicationId: string, userName: string): Key => key(`user ${applicationId} ${userName}`);
/** What every agent of an application may see. */
export const ofAgents = (applicationId: string): Key => key(`agents ${applicationId}`);
export const ofLeg = (uuid: string): Key => key(`leg ${uuid}`);
export const ofCall = (id: string): Key => key(`call ${id}`);
export const ofAccount = (id: string): Key => key(`account ${id}`);
export const ofMember = (id: string): Key => key(`member ${id}`);

/** Which subscribers get a message, besides those who want everything; null = every subscriber of the topic. */
const concerned: { [T in Topic]?: (ids: Topics[T]) => Key[] | null } = {
  call({ applicationId, legs, users, agents }) {
    if (!legs || !users) return null;
    const ofUsers = users.map((name) => ofUser(applicationId, name));
    const all = agents ? [ofAgents(applicationId)] : [];
    return [ofApplication(applicationId), ...all, ...ofUsers, ...legs.map(ofLeg)];
  },
  event({ applicationId, callId }) {
    if (callId === undefined) return null;
    return [ofApplication(applicationId), ...(callId === null ? [] : [ofCall(callId)])];
  },
  operation: ({ applicationId, legUuid }) => [ofApplication(applicationId), ofLeg(legUuid)],
  agent: ({ applicationId }) => [ofApplication(applicationId)],
  routing: ({ applicationId }) => [ofApplication(applicationId)],
  session: ({ memberId }) => [ofMember(memberId)],
  task: ({ accountId }) => [ofAccount(accountId)],
};

/** @returns the keys of the subscribers who get a message; null = every subscriber of its topic */
export function keysOf<T extends Topic>(topic: T, ids: Topics[T]): Set<Key> | null {
  const keys = concerned[topic]?.(ids);
  return keys === null ? null : new Set([EVERYTHING, ...(keys ?? [])]);
}

export interface Realtime {
  /**
   * Notifies all subscribers on all servers. Call it after the commit. It never fails, and waits for one attempt to
   * reach the other servers; a message that could not be sent is sent later.
   */
  publish<T extends Topic>(topic: T, ids: Topics[T]): Promise<void>;
  /** Messages with any of these keys from now on, each once, until the signal aborts. */
  subscribe<T extends Topic>(
    topic: T,
    keys: Key | Key[],
    signal: AbortSignal,
  ): AsyncIterableIterator<Topics[T] | Missed>;
  /**
   * Yields once immediately, and again after each change (several may be combined): for readers that load the current
   * state each time.
   */
  changes(topic: Topic, key: Key, signal: AbortSignal): AsyncIterableIterator<unknown>;
  close(): Promise<void>;
}
