import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';

export interface WebhookRequest {
  url: URL;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: Buffer;
  /** Milliseconds until the connection is established. */
  connectTimeout: number;
  /** Milliseconds from then until the response is complete. */
  socketTimeout: number;
}

export type Attempt =
  | { kind: 'reply'; status: number; contentType: string; text: string }
  /** `again`: whether Vonage would retry (Vonage: webhooks §1). */
  | { kind: 'trouble'; reason: string; again: boolean };

const MOST_BYTES = 1_000_000;
/** Maximum connections to one server: less than a typical accept backlog, or the system drops some. */
const MOST_CONNECTIONS = 400;

/** Sends requests over kept-alive connections, one attempt each, in real time. Never throws. */
export function createWebhookRequests() {
  const http = new HttpAgent({ keepAlive: true, maxSockets: MOST_CONNECTIONS });
  const https = new HttpsAgent({ keepAlive: true, maxSockets: MOST_CONNECTIONS });

  function attempt(wanted: WebhookRequest): Promise<Attempt & { stale?: boolean }> {
    return new Promise((resolve) => {
      const secure = wanted.url.protocol === 'https:';
      const sent = (secure ? httpsRequest : httpRequest)(wanted.url, {
        method: wanted.method,
        headers: wanted.headers,
        agent: secure ? https : http,
      });
      let timer: NodeJS.Timeout | null = null;
      let settled = false;
      const settle = (outcome: Attempt & { stale?: boolean }) => {
        if (settled) return;
        settled = true;
        if (timer) clearTimeout(timer);
        timer = null;
        resolve(outcome);
        if (outcome.kind === 'trouble') sent.destroy();
      };
      const giveUpAfter = (ms: number, reason: string) => {
        if (timer) clearTimeout(timer);
        // A response that arrived while this process was busy is in time: look for it before giving up.
        const mine = setTimeout(() => setImmediate(() => timer === mine && settle(tooLate(reason))), ms);
        timer = mine;
      };
      sent.on('socket', (socket) => {
        const connected = () => giveUpAfter(wanted.socketTimeout, 'Read timed out.');
        if (!socket.connecting) return connected();
        giveUpAfter(wanted.connectTimeout, 'Connection timed out.');
        socket.once(secure ? 'secureConnect' : 'connect', connected);
      });
      sent.on('response', (response) => collect(response, settle));
      sent.on('error', (error: NodeJS.ErrnoException) =>
        settle({ ...troubleOf(error), ...(sent.reusedSocket && error.code === 'ECONNRESET' && { stale: true }) }),
      );
      sent.end(wanted.body);
    });
  }

  return {
    async send(wanted: WebhookRequest): Promise<Attempt> {
      if (wanted.url.protocol !== 'http:' && wanted.url.protocol !== 'https:') {
        return { kind: 'trouble', reason: 'Invalid URL.', again: false };
      }
      const first = await attempt(wanted);
      // A kept-alive connection that the server has closed says nothing about the server: retry on a new one.
      return first.kind === 'trouble' && first.stale ? attempt(wanted) : first;
    },

    close(): void {
      http.destroy();
      https.destroy();
    },
  };
}

function collect(response: IncomingMessage, settle: (outcome: Attempt) => void): void {
  const chunks: Buffer[] = [];
  let bytes = 0;
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) settle({ kind: 'trouble', reason: 'The reply is too long.', again: false });
    else chunks.push(chunk);
  });
  response.on('error', () => settle({ kind: 'trouble', reason: 'Connection closed.', again: true }));
  response.on('end', () =>
    settle({
      kind: 'reply',
      status: response.statusCode ?? 0,
      contentType: response.headers['content-type'] ?? '',
      text: Buffer.concat(chunks).toString('utf8'),
    }),
  );
}

const tooLate = (reason: string): Attempt => ({ kind: 'trouble', reason, again: true });

const REFUSED_OR_CLOSED = ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH'];

/** An unknown host and a bad certificate are not retried; a lost connection is. */
function troubleOf(error: NodeJS.ErrnoException): Extract<Attempt, { kind: 'trouble' }> {
  if (REFUSED_OR_CLOSED.includes(error.code ?? '')) {
    return { kind: 'trouble', reason: 'Connection closed.', again: true };
  }
  if (error.code === 'ENOTFOUND') return { kind: 'trouble', reason: 'Invalid URL.', again: false };
  return { kind: 'trouble', reason: `Connection failed: ${error.message}`, again: false };
}
