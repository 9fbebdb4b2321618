import { type Client, createClient } from 'graphql-ws';
import { pauseAfter } from './pauses';

/** Close code for the socket of a session that has ended. */
const SIGNED_OUT = 4403;

/** Milliseconds. A lost network often causes no error: only a missing reply reveals it. */
const ASK_EVERY = 10_000;
const ANSWER_WITHIN = 5000;
/** Milliseconds that an unused socket stays open for the next page. */
const UNUSED = 3000;

interface LiveSocketOptions {
  url: string;
  slot: string;
  onSignedOut: () => void;
}

const ids = new WeakMap<object, string>();
let count = 0;

/** @returns the subscription's id in the protocol, which the server sends once it is listening */
export function idOf(payload: object): string {
  const known = ids.get(payload);
  if (known) return known;
  count += 1;
  ids.set(payload, String(count));
  return String(count);
}

/** The socket for subscriptions. It reconnects automatically. */
export function openLiveSocket({ url, slot, onSignedOut }: LiveSocketOptions): Client {
  let silence: number | undefined;
  const answered = () => window.clearTimeout(silence);
  const awaitAnswer = () => {
    answered();
    silence = window.setTimeout(() => socket.terminate(), ANSWER_WITHIN);
  };
  const socket = createClient({
    url,
    connectionParams: { slot },
    generateID: idOf,
    keepAlive: ASK_EVERY,
    lazyCloseTimeout: UNUSED,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: waitToRetry,
    on: {
      connecting: awaitAnswer,
      connected: answered,
      ping: (received) => {
        if (!received) awaitAnswer();
      },
      pong: (received) => {
        if (received) answered();
      },
      closed: (event) => {
        answered();
        if ((event as CloseEvent).code === SIGNED_OUT) onSignedOut();
      },
    },
  });
  window.addEventListener('offline', () => socket.terminate());
  return socket;
}

/** Ends early when the browser is online again. */
function waitToRetry(tries: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = window.setTimeout(go, pauseAfter(tries));
    window.addEventListener('online', go);
    function go() {
      window.clearTimeout(timer);
      window.removeEventListener('online', go);
      resolve();
    }
  });
}
