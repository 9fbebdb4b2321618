/**
 * What is published: ids only, after the commit; whoever delivers loads fresh rows. A message holds what subscribers are
 * chosen by, so that it costs nothing for those whom it does not concern. Where a list is left out (not known, too long
 * for a notification, or a server of an earlier version) every subscriber of the topic is told.
 */
export interface Topics {
  /** A call began or changed; with its legs, and the users whose legs they are. */
  call: { applicationId: string; callId: string; legs?: string[]; users?: string[] };
  /** An event was applied; `callId` is null when it is of no call. */
  event: { applicationId: string; eventId: string; callId?: string | null };
  /** An operation of the agent with this leg began, went on or ended. */
  operation: { applicationId: string; callId: string; operationId: string; legUuid: string };
  /** Something that the answer webhook keeps in memory has changed. */
  routing: { applicationId: string };
  session: { memberId: string };
  apiKey: { keyId: string };
  /** Which pages may ask this server has changed. */
  origins: { accountId: string };
  /** What an account's agents may dial has changed. */
  dialling: { accountId: string };
  /** An agent's call to a phone number was allowed. */
  dialled: { accountId: string; key: string };
  /** A task of the account has started, advanced or ended. */
  task: { accountId: string; taskId: string };
}
export type Topic = keyof Topics;

/** Stands among the messages where some may have been lost: whoever keeps something reads it again. */
export const MISSED = Symbol('missed');
export type Missed = typeof MISSED;

/** What a subscriber wants to hear of a topic: made by one of the functions below. */
export type Key = string & { readonly brand: 'key' };

const key = (text: string) => text as Key;
export const EVERYTHING = key('everything');
export const ofApplication = (id: string): Key => key(`application ${id}`);
/** A user of an application, whatever they have a leg in. */
export const ofUser = (applicationId: string, userName: string): Key => key(`user ${applicationId} ${userName}`);
export const ofLeg = (uuid: string): Key => key(`leg ${uuid}`);
export const ofCall = (id: string): Key => key(`call ${id}`);
export const ofAccount = (id: string): Key => key(`account ${id}`);
export const ofMember = (id: string): Key => key(`member ${id}`);

/** Whom a message concerns, beside those who want everything; null = every subscriber of the topic. */
const concerned: { [T in Topic]?: (ids: Topics[T]) => Key[] | null } = {
  call({ applicationId, legs, users }) {
    if (!legs || !users) return null;
    const ofUsers = users.map((name) => ofUser(applicationId, name));
    return [ofApplication(applicationId), ...ofUsers, ...legs.map(ofLeg)];
  },
  event({ applicationId, callId }) {
    if (callId === undefined) return null;
    return [ofApplication(applicationId), ...(callId === null ? [] : [ofCall(callId)])];
  },
  operation: ({ applicationId, legUuid }) => [ofApplication(applicationId), ofLeg(legUuid)],
  session: ({ memberId }) => [ofMember(memberId)],
  task: ({ accountId }) => [ofAccount(accountId)],
};

/** @returns the keys of the subscribers that a message concerns; null = every subscriber of its topic */
export function keysOf<T extends Topic>(topic: T, ids: Topics[T]): Set<Key> | null {
  const keys = concerned[topic]?.(ids);
  return keys === null ? null : new Set([EVERYTHING, ...(keys ?? [])]);
}

export interface Realtime {
  /**
   * Tells all subscribers on all servers. Call it after the commit. Never fails, and waits for one attempt to tell the other
   * servers: what does not reach them now reaches them later.
   */
  publish<T extends Topic>(topic: T, ids: Topics[T]): Promise<void>;
  /** What is published from now on and has the key, until the signal aborts. */
  subscribe<T extends Topic>(topic: T, key: Key, signal: AbortSignal): AsyncIterableIterator<Topics[T] | Missed>;
  /** Something once for now, and again after each change, several of which may come as one: for whoever reads anew each time. */
  changes(topic: Topic, key: Key, signal: AbortSignal): AsyncIterableIterator<unknown>;
  close(): Promise<void>;
}
