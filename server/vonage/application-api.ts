import { createPrivateKey, randomUUID } from 'node:crypto';
import type { Vonage as Sdk } from '@vonage/server-sdk';
import jwt from 'jsonwebtoken';
import type { ApplicationAccess, Send } from './access.js';
import { createCallControlApi } from './call-control-api.js';
import { createWherever, isVonages } from './call-places.js';
import { fetchRecording } from './fetch-recording.js';
import { isRefusal, unreadable } from './vonage-errors.js';

/** An agent's identity at Vonage. */
export interface VonageUser {
  /** `USR-…` */
  id: string;
  name: string;
  displayName: string | null;
}

/** A leg as returned by the Voice API; unknown values are missing (Vonage: http-api §4.2). */
export interface CallDetails {
  uuid: string;
  conversation_uuid: string;
  status: string;
  direction: 'inbound' | 'outbound';
  from?: { type?: string; number?: string };
  to?: { type?: string; number?: string; user?: string };
  /** Seconds, as text. */
  duration?: string;
  /** EUR, as text. */
  price?: string;
  rate?: string;
  network?: string;
  start_time?: string | null;
  end_time?: string | null;
}

interface ApplicationApiDeps {
  access: ApplicationAccess;
  sdk: Sdk;
  /** The Voice API at each place where a call may be, the most likely first. */
  voices: (() => Sdk['voice'])[];
  send: Send;
  /** The same, with the highest priority. */
  sendForCall: Send;
  /** The address of the API itself, which may serve recordings. */
  apiHost: string;
}

type CallQuery = NonNullable<Parameters<Sdk['voice']['getCallsPage']>[0]>;
type UserPage = Awaited<ReturnType<Sdk['users']['getUserPage']>>;

/** Seconds that the token for one file is valid. Milliseconds that a download may take. */
const TOKEN_LIFE = 60;
const DOWNLOAD_TIME_OUT = 60_000;

/** Users, calls and recordings of one application. */
export function createApplicationApi({ access, sdk, voices, send, sendForCall, apiHost }: ApplicationApiDeps) {
  function bearer(): string {
    const iat = Math.floor(Date.now() / 1000);
    const claims = { application_id: access.vonageId, iat, exp: iat + TOKEN_LIFE, jti: randomUUID() };
    return jwt.sign(claims, createPrivateKey(access.privateKey), { algorithm: 'RS256' });
  }

  const [first] = voices as [() => Sdk['voice']];
  const wherever = createWherever(voices, send);

  async function callPage(voice: Sdk['voice'], query: CallQuery, send: Send): Promise<CallDetails[]> {
    const page = await send(() => voice.getCallsPage({ ...query, pageSize: 100 }));
    if (typeof page !== 'object' || page === null) throw unreadable();
    return (page._embedded?.calls ?? []) as unknown as CallDetails[];
  }

  async function* userPages(query: { name?: string } = {}) {
    let cursor: string | null = null;
    do {
      const params: { pageSize: number; name?: string; cursor?: string } = {
        pageSize: 100,
        ...query,
        ...(cursor && { cursor }),
      };
      const page: UserPage = await send(() => sdk.users.getUserPage(params));
      if (typeof page !== 'object' || page === null) throw unreadable();
      yield (page._embedded?.users ?? []) as { id: string; name: string; display_name?: string }[];
      const next: string | undefined = page._links?.next?.href;
      cursor = next ? new URL(next).searchParams.get('cursor') : null;
    } while (cursor);
  }

  return {
    /** All users, page by page. */
    async *users(): AsyncGenerator<VonageUser[]> {
      for await (const page of userPages()) {
        yield page.map(({ id, name, display_name }) => ({ id, name, displayName: display_name ?? null }));
      }
    },

    /** Whether there is any user; only the first page is read. */
    async hasUsers(): Promise<boolean> {
      const { value } = await userPages().next();
      return value !== undefined && value.length > 0;
    },

    /** The user of exactly this name, or null. */
    async userNamed(name: string): Promise<VonageUser | null> {
      for await (const page of userPages({ name })) {
        const found = page.find((user) => user.name === name);
        if (found) return { id: found.id, name, displayName: found.display_name ?? null };
      }
      return null;
    },

    /** @throws VONAGE_REFUSED 409 when the name is taken */
    createUser: (name: string, displayName: string | null): Promise<VonageUser> =>
      send(async () => {
        const made = await sdk.users.createUser({ name, ...(displayName && { displayName }) });
        if (!made.id) throw unreadable();
        return { id: made.id, name: made.name ?? name, displayName: made.displayName ?? displayName };
      }),

    /** @throws VONAGE_REFUSED 404 when the user is gone, 409 when the name is taken */
    updateUser: (id: string, change: { name?: string; displayName?: string }): Promise<void> =>
      send(async () => {
        const changed = await sdk.users.updateUser({ id, ...change });
        if (!changed.id) throw unreadable();
      }),

    deleteUser: (id: string): Promise<void> => send(() => sdk.users.deleteUser(id)),

    /** Credentials that wake mobile apps of the application (Vonage: jwt-acl §5); Vonage does not check them. */
    storePushCredential: (platform: 'ios' | 'android', credential: { token: string; projectId?: string }) =>
      send(async () => {
        const response = await fetch(`${apiHost}/v1/applications/${access.vonageId}/push_tokens/${platform}`, {
          method: 'PUT',
          headers: { authorization: `Bearer ${bearer()}`, 'content-type': 'application/json' },
          body: JSON.stringify(credential),
          redirect: 'error',
          signal: AbortSignal.timeout(DOWNLOAD_TIME_OUT),
        });
        if (!response.ok) throw Object.assign(new Error(`status ${response.status}`), { response });
      }),

    /** Live legs: hold, transfer, hang up, and new ones. */
    live: createCallControlApi(voices, sendForCall),

    /** The legs of a conversation, in the most likely place. */
    callsOf: (conversationUuid: string): Promise<CallDetails[]> => callPage(first(), { conversationUuid }, send),

    /** The hundred most recent legs where new ones are placed. */
    newestCalls: (): Promise<CallDetails[]> => callPage(first(), { order: 'desc' }, sendForCall),

    /** One leg, or null if Vonage does not have it. */
    call: async (uuid: string): Promise<CallDetails | null> => {
      try {
        const found = (await wherever((voice) =>
          voice.getCall(encodeURIComponent(uuid)),
        )) as unknown as Partial<CallDetails> & {
          conversationUUID?: string;
          conversationUuid?: string;
          startTime?: string;
          endTime?: string;
        };
        if (!found.uuid || !found.status) throw unreadable();
        // The SDK spells half of the keys in camel case.
        return {
          ...(found as CallDetails),
          conversation_uuid: found.conversation_uuid ?? found.conversationUUID ?? found.conversationUuid ?? '',
          start_time: found.start_time ?? found.startTime,
          end_time: found.end_time ?? found.endTime,
        };
      } catch (error) {
        if (isRefusal(error, 404)) return null;
        throw error;
      }
    },

    /**
     * Downloads a recording with our own token: the SDK's downloader refuses all hosts but Vonage's, and requests a
     * path that does not exist (Vonage: http-api §8).
     * @param url from the record event; only https on Vonage's hosts, or the API's own host, is requested
     * @returns the response with its body unread
     */
    downloadRecording: (url: string): Promise<Response> =>
      send(async () => {
        const response = await fetchRecording(url, bearer(), (one) => isVonages(one, access, apiHost));
        if (!response.ok) throw Object.assign(new Error(`status ${response.status}`), { response });
        return response;
      }),
  };
}
