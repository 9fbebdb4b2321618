import { type Client, createClient } from 'graphql-ws';
import { setLive } from './live';

/** How the server closes the socket of a session that has ended. */
const SIGNED_OUT = 4403;
/** Close code of a socket without subscriptions. */
const DONE = 1000;

/** Milliseconds. A network that goes away often says nothing: only an answer that is missing tells of it. */
const ASK_EVERY = 10_000;
const ANSWER_WITHIN = 5000;
/** Milliseconds between two tries; the wait grows up to the longest. */
const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;

interface LiveSocketOptions {
  url: string;
  slot: string;
  onSignedOut: () => void;
}

/** The socket that news come by. When its connection is lost, the page shows it (`useLive`), and it comes back by itself. */
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
    keepAlive: ASK_EVERY,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: waitToRetry,
    on: {
      connecting: awaitAnswer,
      connected: () => {
        answered();
        setLive('live');
      },
      ping: (received) => {
        if (!received) awaitAnswer();
      },
      pong: (received) => {
        if (received) answered();
      },
      closed: (event) => {
        answered();
        const { code } = event as CloseEvent;
        setLive(code === DONE ? 'quiet' : 'lost');
        if (code === SIGNED_OUT) onSignedOut();
      },
    },
  });
  window.addEventListener('offline', () => socket.terminate());
  return socket;
}

/** Ends early when the browser has a network again. Browsers that one server has lost do not come back all at once. */
function waitToRetry(tries: number): Promise<void> {
  const wait = Math.min(FIRST_WAIT * 2 ** tries, LONGEST_WAIT) * (0.5 + Math.random() / 2);
  return new Promise((resolve) => {
    const timer = window.setTimeout(go, wait);
    window.addEventListener('online', go);
    function go() {
      window.clearTimeout(timer);
      window.removeEventListener('online', go);
      resolve();
    }
  });
}
