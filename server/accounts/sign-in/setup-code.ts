import { plainText } from '../../../shared/plain-text.js';
import type { Config } from '../../config.js';
import { badInput } from '../../errors.js';
import { type Secrets, sameSecret } from '../../secrets.js';

const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Twelve letters and digits, derived from the newest application secret. */
export function setupCodeOf(secrets: Secrets): string {
  const letters = Array.from(secrets.derive('set-up code').subarray(0, 12), (byte) => ALPHABET[byte % ALPHABET.length]);
  return `${letters.slice(0, 4).join('')}-${letters.slice(4, 8).join('')}-${letters.slice(8).join('')}`;
}

/** URL that fills in the setup code: the page reads it from behind the #, which proxies and logs never see. */
export const openingAddress = (origin: string, code: string): string => `${origin}/#setup=${code}`;

/**
 * The setup code, printed at startup. It is required to connect the first cloud account, so that a stranger cannot
 * claim a new server, and to be given the simulator's secret: the client's address proves nothing, because behind a
 * proxy or tunnel on this machine everyone looks local. Derived from the application secret, so that all servers of one
 * database know it.
 */
export function createSetupCode({ secrets, config }: { secrets: Secrets; config: Config }) {
  const code = setupCodeOf(secrets);
  /** An account from the settings needs no code: only that one can be connected. */
  const bySettings = config.vonage.apiKey !== null;

  const isRight = (typed: string | null | undefined) =>
    sameSecret(plainText(typed?.slice(0, 100) ?? '').toLowerCase(), code);

  return {
    /** For the terminal; null while it is of no use. @param claimed whether a cloud account is connected */
    toPrint: (claimed: boolean) => (config.simulator.on || (!bySettings && !claimed) ? code : null),

    /** Whether connecting the first cloud account requires the code. */
    isNeeded: !bySettings,

    /** Whether the code is correct. */
    isRight,

    /** @throws BAD_INPUT if it is not the code */
    check(typed: string | null | undefined): void {
      if (!typed?.trim()) {
        throw badInput('input.setupCode', 'required', 'Enter the setup code that the server printed.');
      }
      if (!isRight(typed)) {
        throw badInput('input.setupCode', 'setupCode', 'This isn’t the setup code that the server printed.');
      }
    },
  };
}
