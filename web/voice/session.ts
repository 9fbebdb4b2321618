import type { VonageClient } from '@vonage/client-sdk';
import type { ClientAddresses, LineToken } from './line';
import type { OutReason } from './line-state';

/** Fraction of a token's lifetime after which the next one is requested. */
const REFRESH_AFTER = 0.7;
/** Milliseconds. */
const REFRESH_AGAIN = 10_000;
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30_000;

interface SessionOptions {
  client: VonageClient;
  token(): Promise<LineToken>;
  configure(addresses: ClientAddresses | null): void;
  /** The session that this tab had before a reload, and where it is; undefined where an earlier version kept it. */
  before: { id: string | null; client?: ClientAddresses | null };
  /** While it is true the session stays where it is. */
  inCall(): boolean;
  onIn(): void;
  onOut(reason: OutReason, error: unknown): void;
  onConnectionLost(): void;
  onConnectionBack(): void;
}

/** The SDK's code, or our server's. */
function codeOf(error: unknown): string {
  const { code, errors } = error as { code?: unknown; errors?: { extensions?: { code?: string } }[] };
  return String(code ?? errors?.[0]?.extensions?.code ?? '');
}
/** Errors that a retry does not fix: the token or its user was refused, or there is no token. */
const REFUSED =
  /invalid-token|expired-token|invalid-user|permission|authorization_error|max-open-sessions|NOT_FOUND|FORBIDDEN/;

/** Keeps the agent signed in at Vonage with fresh tokens, and reconnects automatically. */
export function createSession(options: SessionOptions) {
  const { client, token, configure, onIn, onOut } = options;
  let { id, client: addresses } = options.before;
  let timer: number | undefined;
  let pause = FIRST_PAUSE;
  let closed = false;
  let isIn = false;

  function later(work: () => void, ms: number): void {
    window.clearTimeout(timer);
    if (!closed) timer = window.setTimeout(work, ms);
  }

  const isElsewhere = (fresh: LineToken) => fresh.client?.apiUrl !== addresses?.apiUrl;

  /** Before the token expires, or soon where the session should move as soon as the call is over. */
  function refreshAfter(fresh: LineToken): void {
    const left = (Date.parse(fresh.expiresAt) - Date.now()) * REFRESH_AFTER;
    later(refresh, isElsewhere(fresh) ? REFRESH_AGAIN : Math.max(1000, left));
  }

  async function refresh(): Promise<void> {
    try {
      const fresh = await token();
      if (isElsewhere(fresh) && !options.inCall()) return await moveTo(fresh);
      await client.refreshSession(fresh.jwt);
      refreshAfter(fresh);
    } catch {
      later(refresh, REFRESH_AGAIN);
    }
  }

  /** The application has another region: its users are called in sessions there. */
  async function moveTo(fresh: LineToken): Promise<void> {
    await client.deleteSession().catch(() => {});
    id = null;
    await open(fresh);
  }

  /** Resumes the earlier session, or opens a new one: what the cloud says to a stale id is not documented. */
  async function enter(jwt: string): Promise<string> {
    try {
      return await client.createSession(jwt, id);
    } catch (error) {
      if (id === null) throw error;
      return client.createSession(jwt);
    }
  }

  async function open(given?: LineToken): Promise<void> {
    try {
      const fresh = given ?? (await token());
      if (closed) return;
      // A call goes on where it began.
      if (addresses === undefined || !options.inCall()) addresses = fresh.client;
      configure(addresses);
      id = await enter(fresh.jwt);
      if (closed) return void client.deleteSession().catch(() => {});
      isIn = true;
      pause = FIRST_PAUSE;
      refreshAfter(fresh);
      onIn();
    } catch (error) {
      if (closed) return;
      isIn = false;
      const refused = REFUSED.test(codeOf(error));
      onOut(refused ? 'refused' : 'unreachable', error);
      later(() => open(), refused ? LONGEST_PAUSE : pause);
      pause = Math.min(LONGEST_PAUSE, pause * 2);
    }
  }

  client.on('reconnecting', () => options.onConnectionLost());
  client.on('reconnection', () => options.onConnectionBack());
  client.on('sessionError', () => {
    options.onConnectionLost();
    later(() => open(), 0);
  });
  void open();

  return {
    kept: () => ({ sessionId: id, client: addresses }),
    open: () => later(() => open(), 0),
    /** Asks for a new token now, and moves where it says. */
    refresh: () => later(isIn ? refresh : () => open(), 0),
    close(): void {
      closed = true;
      window.clearTimeout(timer);
      client.deleteSession().catch(() => {});
    },
  };
}
