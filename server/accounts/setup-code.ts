import type { Config } from '../config.js';
import { badInput } from '../errors.js';
import { type Secrets, sameSecret } from '../secrets.js';
import { isLoopback } from './loopback.js';

const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** Twelve letters and digits that only who has the newest application secret can know. */
export function setupCodeOf(secrets: Secrets): string {
  const letters = Array.from(secrets.derive('set-up code').subarray(0, 12), (byte) => ALPHABET[byte % ALPHABET.length]);
  return `${letters.slice(0, 4).join('')}-${letters.slice(4, 8).join('')}-${letters.slice(8).join('')}`;
}

/**
 * What the server prints at its start and asks of who connects the first account of the cloud, so that a stranger who
 * finds a fresh server cannot claim it. It is made from the application secret: all servers of one database know it.
 */
export function createSetupCode({ secrets, config }: { secrets: Secrets; config: Config }) {
  const code = setupCodeOf(secrets);
  /** An account that stands in the settings needs no code: only that one may be connected. */
  const bySettings = config.vonage.apiKey !== null;
  const reachable = !isLoopback(config.host) || !isLoopback(new URL(config.publicUrl).hostname);

  return {
    /** For the terminal; null when nobody can be asked for it. Whoever prints it knows that no account is connected. */
    toPrint: () => (!bySettings && (!config.simulator.on || reachable) ? code : null),

    /**
     * Whether the first account of the cloud is connected by the code only.
     * @param local whether a person at this machine asks; believed only where the simulator runs, for trying things out
     */
    isNeeded: (local: boolean) => !bySettings && !(config.simulator.on && local),

    /** @throws BAD_INPUT when it is not the code */
    check(typed: string | null | undefined): void {
      const text = typed?.trim().toLowerCase() ?? '';
      if (!text) throw badInput('input.setupCode', 'required', 'Enter the set-up code that the server printed.');
      if (!sameSecret(text, code)) {
        throw badInput('input.setupCode', 'setupCode', 'This is not the set-up code that the server printed.');
      }
    },
  };
}
