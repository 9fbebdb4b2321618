import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';

interface OutboxOptions {
  /** Sends texts to the other servers, all or none. */
  send: (texts: string[]) => Promise<void>;
  /** Replaces all texts that were lost. */
  missed: string;
  log: Pick<FastifyBaseLogger, 'warn'>;
}

/** With one more, all of them are replaced by one text that tells the other servers to read again. */
const LIMIT = 10_000;
/** Milliseconds between two attempts. */
const PAUSE = { first: 50, longest: 1000 };
/** Milliseconds that the last attempt may take when the server ends. */
const LAST_MS = 1000;

/** What the other servers are to be told: kept until it is sent. While one statement is on its way the next texts gather. */
export function createOutbox({ send, missed, log }: OutboxOptions) {
  let outgoing: string[] = [];
  let sending: Promise<boolean> | null = null;
  let again: NodeJS.Timeout | null = null;
  let pause = PAUSE.first;

  /** @returns whether everything is sent */
  async function sendAll(): Promise<boolean> {
    try {
      while (outgoing.length > 0) {
        const texts = outgoing;
        outgoing = [];
        await send(texts).catch((error) => {
          outgoing = shortened([...texts, ...outgoing]);
          throw error;
        });
      }
      pause = PAUSE.first;
      return true;
    } catch (error) {
      log.warn({ err: error, messages: outgoing.length }, 'The other servers could not be told of changes yet.');
      return false;
    } finally {
      sending = null;
    }
  }

  async function attempt(): Promise<void> {
    again = null;
    sending ??= sendAll();
    if ((await sending) || again) return;
    again = setTimeout(attempt, pause).unref();
    pause = Math.min(pause * 2, PAUSE.longest);
  }

  const shortened = (texts: string[]) => (texts.length > LIMIT ? [missed] : texts);

  return {
    /** Waits for one attempt. While attempts fail it does not wait: the text goes with the next one. */
    async add(text: string): Promise<void> {
      outgoing = shortened([...outgoing, text]);
      if (!again) await attempt();
    },

    /** Tries once more, briefly. */
    async close(): Promise<void> {
      if (again) clearTimeout(again);
      // From now on nothing is retried.
      again = setTimeout(() => {}, 0).unref();
      sending ??= sendAll();
      await Promise.race([sending, sleep(LAST_MS, undefined, { ref: false })]);
    },
  };
}
