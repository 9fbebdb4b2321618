import { setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';

interface OutboxOptions {
  /** Sends texts to the other servers: all or none. */
  send: (texts: string[]) => Promise<void>;
  /** Sent in place of lost texts. */
  missed: string;
  log: Pick<FastifyBaseLogger, 'warn'>;
}

/**
 * Maximum number of waiting texts; with one more, all are replaced by one text that tells the other servers to read
 * everything again.
 */
const LIMIT = 10_000;
/** Milliseconds between attempts. */
const PAUSE = { first: 50, longest: 1000 };
/** Milliseconds for the last attempt at shutdown. */
const LAST_MS = 1000;

/** Texts for the other servers, kept until they are sent. While one statement is running, the next texts collect. */
export function createOutbox({ send, missed, log }: OutboxOptions) {
  let outgoing: string[] = [];
  let sending: Promise<boolean> | null = null;
  let again: NodeJS.Timeout | null = null;
  let pause = PAUSE.first;

  /** @returns whether everything was sent */
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
      log.warn(
        { err: error, messages: outgoing.length },
        'Other servers could not be notified of changes yet; retrying.',
      );
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
    /** Waits for one attempt. While attempts are failing it does not wait: the text is sent with the next one. */
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
