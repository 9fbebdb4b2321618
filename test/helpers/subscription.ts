import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

/**
 * Subscribes over a socket with a browser's cookie.
 * @returns what has come so far, and how to stop. The server may still be on its way to listening.
 */
export async function subscribe<T>(
  url: string,
  options: {
    query: string;
    variables?: Record<string, unknown>;
    cookie?: string;
    slot?: string;
    authorization?: string;
  },
) {
  const { query, variables, cookie, slot = 'a', authorization } = options;
  class BrowserSocket extends WebSocket {
    constructor(address: string, protocols: string) {
      super(address, protocols, { headers: cookie ? { cookie } : {} });
    }
  }
  const client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: BrowserSocket,
    connectionParams: { slot, ...(authorization && { authorization }) },
    retryAttempts: 0,
    lazy: false,
    onNonLazyError() {},
  });
  await new Promise<void>((resolve, reject) => {
    client.on('connected', () => resolve());
    client.on('closed', reject);
  });
  let closed: number | null = null;
  client.on('closed', (event) => {
    closed = (event as { code: number }).code;
  });
  const received: T[] = [];
  const refused: unknown[] = [];
  const leave = client.subscribe<T>(
    { query, ...(variables && { variables }) },
    {
      next: ({ data, errors }) => (data ? received.push(data) : refused.push(errors)),
      error: (error) => refused.push(error),
      complete() {},
    },
  );
  return {
    received,
    refused,
    /** The code that the socket was closed with; null while it is open. */
    get closed() {
      return closed;
    },
    /** Ends the subscription and leaves the socket open. */
    leave,
    stop: () => client.dispose(),
  };
}
