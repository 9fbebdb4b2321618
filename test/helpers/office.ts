import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { waitFor } from './wait-for.js';

/** A webhook as it arrived. */
export interface Arrived {
  path: string;
  method: string;
  /** The parsed body of a POST, the query of a GET. */
  body: Record<string, unknown>;
  raw: Buffer;
  url: URL;
  headers: IncomingMessage['headers'];
}

/** Reply of a webhook: a JSON value with status 200, or exactly this; `hang`: no reply; `cut`: a lost connection. */
export type Reply =
  | object
  | { status: number; text?: string; type?: string }
  | 'hang'
  | 'cut'
  | ((arrived: Arrived) => Reply);

/** An application's web server with scripted webhooks, over real HTTP. A webhook without a script returns 204. */
export async function startOffice() {
  const arrived: Arrived[] = [];
  const scripts = new Map<string, Reply[]>();
  const server: Server = createServer((request, response) => void take(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks);
    const url = new URL(request.url ?? '/', address);
    const body = raw.length > 0 ? JSON.parse(raw.toString()) : Object.fromEntries(url.searchParams);
    const one: Arrived = { path: url.pathname, method: request.method!, body, raw, url, headers: request.headers };
    arrived.push(one);
    const script = scripts.get(url.pathname) ?? [];
    send(script.length > 1 ? script.shift()! : (script[0] ?? { status: 204 }), one, response);
  }

  function send(reply: Reply, one: Arrived, response: ServerResponse) {
    if (reply === 'hang') return;
    if (reply === 'cut') return response.destroy();
    if (typeof reply === 'function') return send(reply(one), one, response);
    const plain = 'status' in reply && typeof reply.status === 'number' && !Array.isArray(reply);
    const { status, text, type } = plain
      ? (reply as { status: number; text?: string; type?: string })
      : { status: 200, text: JSON.stringify(reply), type: 'application/json' };
    response.writeHead(status, { 'content-type': type ?? 'application/json' }).end(text);
  }

  return {
    address,
    arrived,

    /** Sets the replies of a path: one after the other, the last one repeats. */
    on(path: string, ...replies: Reply[]): void {
      scripts.set(path, replies);
    },

    /** What arrived at a path so far. */
    at: (path: string): Arrived[] => arrived.filter((one) => one.path === path),

    /** Waits for a webhook at the path whose body has these values. */
    expect: (path: string, values: Record<string, unknown> = {}): Promise<Arrived> =>
      waitFor(() => arrived.find((one) => one.path === path && has(one.body, values))),

    /** The statuses that a leg's events told so far, as they arrived. */
    statuses: (leg: string): string[] =>
      arrived
        .filter(({ body }) => body.uuid === leg && typeof body.status === 'string')
        .map(({ body }) => String(body.status)),

    /** Waits until every leg that began has told its end. */
    quiet: (): Promise<unknown> =>
      waitFor(() => {
        const events = arrived.filter(({ body }) => typeof body.status === 'string').map(({ body }) => body);
        const over = new Set(events.filter((one) => OVER.includes(String(one.status))).map((one) => one.uuid));
        return events.every((one) => over.has(one.uuid));
      }, 1000).catch(() => null),

    /** Clears received requests and scripted replies. */
    reset(): void {
      arrived.length = 0;
      scripts.clear();
    },

    close: (): Promise<void> =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const OVER = ['completed', 'rejected'];

export type Office = Awaited<ReturnType<typeof startOffice>>;

function has(body: Record<string, unknown>, values: Record<string, unknown>): boolean {
  return Object.entries(values).every(([key, value]) => body[key] === value);
}
