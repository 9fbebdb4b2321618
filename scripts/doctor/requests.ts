import { createPrivateKey, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import jwt from 'jsonwebtoken';

/** What Vonage replied; a step looks at the status itself. */
export interface Reply {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: whatever Vonage sends is looked at by hand
  body: any;
}

interface RequestsOptions {
  /** The API's base URL: `https://api.nexmo.com`, or the simulator. */
  host: string;
  /** Vonage's id of the application. */
  applicationId: string;
  /** PEM. */
  privateKey: string;
}

const VONAGE_HOST = /\.(nexmo|vonage)\.com$/;
const TOKEN_SECONDS = 120;
const TIME_OUT_MS = 15_000;
const TRIES = 4;

/**
 * Requests to Vonage as the application, without the server between: a step is about what Vonage itself answers.
 */
export function createRequests({ host, applicationId, privateKey }: RequestsOptions) {
  const key = createPrivateKey(privateKey);

  function bearer(): string {
    const iat = Math.floor(Date.now() / 1000);
    const claims = { application_id: applicationId, iat, exp: iat + TOKEN_SECONDS, jti: randomUUID() };
    return `Bearer ${jwt.sign(claims, key, { algorithm: 'RS256' })}`;
  }

  /** Our token goes to Vonage and to the simulator only, whatever a webhook says. */
  function isAllowed(url: string): boolean {
    if (!URL.canParse(url)) return false;
    const { origin, protocol, hostname } = new URL(url);
    const own = new URL(host);
    const isSubdomain = own.protocol === protocol && hostname.endsWith(`.${own.hostname}`);
    return origin === own.origin || isSubdomain || (protocol === 'https:' && VONAGE_HOST.test(hostname));
  }

  async function ask(method: string, path: string, body?: unknown, at = host): Promise<Reply> {
    if (!isAllowed(at)) throw new Error(`Requests are not sent to ${at}.`);
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(at + path, {
        method,
        headers: { authorization: bearer(), ...(body !== undefined && { 'content-type': 'application/json' }) },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(TIME_OUT_MS),
      });
      const text = await response.text();
      // Vonage takes a few new calls a second.
      if (response.status === 429 && attempt < TRIES) {
        await sleep(1000);
        continue;
      }
      return { status: response.status, body: parse(text) };
    }
  }

  const leg = (uuid: string) => `/v1/calls/${encodeURIComponent(uuid)}`;

  return {
    host,
    isAllowed,
    ask,
    /** One of `hangup`, `mute`, `unmute`, `earmuff`, `unearmuff`. */
    act: (uuid: string, action: string, at?: string) => ask('PUT', leg(uuid), { action }, at),
    transfer: (uuid: string, ncco: unknown[], at?: string) =>
      ask('PUT', leg(uuid), { action: 'transfer', destination: { type: 'ncco', ncco } }, at),
    look: (uuid: string, at?: string) => ask('GET', leg(uuid), undefined, at),
    play: (uuid: string, url: string, at?: string) =>
      ask('PUT', `${leg(uuid)}/stream`, { stream_url: [url], loop: 0 }, at),
    stop: (uuid: string, at?: string) => ask('DELETE', `${leg(uuid)}/stream`, undefined, at),
    place: (call: Record<string, unknown>) => ask('POST', '/v1/calls', call),
  };
}

export type Requests = ReturnType<typeof createRequests>;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
