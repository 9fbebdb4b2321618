import { lookup } from 'node:dns/promises';
import { type Actor, requireRole } from '../accounts/actor.js';
import { isPrivateHost } from '../accounts/warnings/public-url.js';
import type { Clock } from '../clock.js';
import type { Config } from '../config.js';
import { randomId } from '../ids.js';
import type { Secrets } from '../secrets.js';

/** Whether a request to PUBLIC_URL reaches this server, as seen from here. */
export interface Reachability {
  /** `thisMachine`: it does, but the address is loopback or private, so only the simulator can use it. */
  state: 'reachable' | 'thisMachine' | 'unreachable';
  /** PUBLIC_URL. */
  url: string;
  /** Set if `unreachable`. */
  reason: 'name' | 'refused' | 'certificate' | 'timeOut' | 'status' | 'otherServer' | 'broken' | null;
  /** Detail, such as `ENOTFOUND`, `CERT_HAS_EXPIRED` or an HTTP status. */
  detail: string | null;
}

interface ReachabilityDeps {
  config: Config;
  secrets: Secrets;
  clock: Clock;
}

/** Where a server proves that it is ours, given `?nonce=` with a sealed nonce. */
export const REACHABLE_PATH = '/webhooks/reachable';
/** Milliseconds after which Vonage would have given up too. */
const TIME_OUT = 5_000;
/** Milliseconds for which a result is cached, so that this cannot be used to flood an address. */
const GOOD_FOR = 5_000;
const NONCE = /^reachable ([\w-]{22})$/;

/**
 * Checks whether webhooks arrive: sends a sealed nonce to PUBLIC_URL, which only a server with our secret can open. No
 * other address is requested, and redirects are not followed.
 */
export function createReachability({ config, secrets, clock }: ReachabilityDeps) {
  let last: { at: number; answer: Promise<Reachability> } | undefined;

  async function ask(): Promise<Reachability> {
    const url = config.publicUrl;
    const nonce = randomId();
    const sealed = secrets.encrypt(`reachable ${nonce}`, REACHABLE_PATH);
    try {
      const reply = await fetch(`${url}${REACHABLE_PATH}?nonce=${encodeURIComponent(sealed)}`, {
        redirect: 'manual',
        signal: AbortSignal.timeout(TIME_OUT),
      });
      const text = reply.ok ? (await reply.text()).slice(0, 100) : '';
      if (!reply.ok) return { state: 'unreachable', url, reason: 'status', detail: String(reply.status) };
      if (text !== nonce) return { state: 'unreachable', url, reason: 'otherServer', detail: null };
      return { state: (await isLocal(url)) ? 'thisMachine' : 'reachable', url, reason: null, detail: null };
    } catch (error) {
      return { state: 'unreachable', url, ...whyNot(error) };
    }
  }

  return {
    /** @throws FORBIDDEN */
    check(actor: Actor): Promise<Reachability> {
      requireRole(actor, 'admin', 'supervisor');
      const at = clock.now().getTime();
      if (!last || at - last.at >= GOOD_FOR) last = { at, answer: ask() };
      return last.answer;
    },

    /** Our reply to a sealed nonce; null for anything else. */
    proof(sealed: string): string | null {
      try {
        return NONCE.exec(secrets.decrypt(sealed, REACHABLE_PATH))?.[1] ?? null;
      } catch {
        return null;
      }
    },
  };
}

export type CheckReachability = ReturnType<typeof createReachability>;

async function isLocal(url: string): Promise<boolean> {
  const { hostname } = new URL(url);
  if (isPrivateHost(hostname)) return true;
  const addresses = await lookup(hostname, { all: true }).catch(() => []);
  return addresses.length > 0 && addresses.every(({ address }) => isPrivateHost(address));
}

function whyNot(error: unknown): Pick<Reachability, 'reason' | 'detail'> {
  if (error instanceof DOMException && error.name === 'TimeoutError') return { reason: 'timeOut', detail: null };
  const code = String((error as { cause?: { code?: unknown } }).cause?.code ?? '');
  const detail = code || null;
  if (/ENOTFOUND|EAI_AGAIN/.test(code)) return { reason: 'name', detail };
  if (/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH/.test(code)) return { reason: 'refused', detail };
  if (/TIMEOUT|TIMEDOUT/.test(code)) return { reason: 'timeOut', detail };
  if (/CERT|TLS|SSL|SIGNATURE|VERIFY/.test(code)) return { reason: 'certificate', detail };
  return { reason: 'broken', detail };
}
