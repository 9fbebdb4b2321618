import type { Config } from '../../config.js';
import { badInput } from '../../errors.js';
import { type Secrets, sameSecret } from '../../secrets.js';

const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Twelve letters and digits that only who has the newest application secret can know. */
export function setupCodeOf(secrets: Secrets): string {
  const letters = Array.from(secrets.derive('set-up code').subarray(0, 12), (byte) => ALPHABET[byte % ALPHABET.length]);
  return `${letters.slice(0, 4).join('')}-${letters.slice(4, 8).join('')}-${letters.slice(8).join('')}`;
}

/** What a person opens who has read the code: the page takes it from behind the #, which no proxy and no log sees. */
export const openingAddress = (origin: string, code: string): string => `${origin}/#setup=${code}`;

/**
 * What the server prints at its start. Only who has read it connects the first account of the cloud, so that a stranger
 * who finds a fresh server cannot claim it, and only they are told the simulator's secret: where a request comes from proves
 * nothing, since a proxy or a tunnel on this machine makes everybody look local. It is made from the application secret:
 * all servers of one database know it.
 */
export function createSetupCode({ secrets, config }: { secrets: Secrets; config: Config }) {
  const code = setupCodeOf(secrets);
  /** An account that stands in the settings needs no code: only that one may be connected. */
  const bySettings = config.vonage.apiKey !== null;

  const isRight = (typed: string | null | undefined) => sameSecret(typed?.trim().toLowerCase() ?? '', code);

  return {
    /** For the terminal; null while it opens nothing. @param claimed whether an account of the cloud is connected */
    toPrint: (claimed: boolean) => (config.simulator.on || (!bySettings && !claimed) ? code : null),

    /** Whether the first account of the cloud is connected by the code only. */
    isNeeded: !bySettings,

    /** Whether it is the code. */
    isRight,

    /** @throws BAD_INPUT when it is not the code */
    check(typed: string | null | undefined): void {
      if (!typed?.trim()) {
        throw badInput('input.setupCode', 'required', 'Enter the set-up code that the server printed.');
      }
      if (!isRight(typed)) {
        throw badInput('input.setupCode', 'setupCode', 'This is not the set-up code that the server printed.');
      }
    },
  };
}
