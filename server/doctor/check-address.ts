import type { SignatureRefusal } from '../accounts/accounts.table.js';
import type { Reachability } from '../applications/reachability.js';
import { fail, pass, type SetUpCheck, skipped } from './set-up-check.js';

/** Whether webhooks reach this server at PUBLIC_URL. @param onCloud whether they come from the internet */
export function checkAddress({ state, url, reason, detail }: Reachability, onCloud: boolean): SetUpCheck {
  const what = 'publicUrl';
  if (state === 'unreachable') return fail({ what, rule: reason ?? 'broken', detail: detail ?? url });
  if (state === 'thisMachine' && onCloud) return fail({ what, rule: 'loopback', detail: url });
  return pass({ what, rule: state, detail: url });
}

/** How webhooks are known to be Vonage's. */
export interface SignatureFacts {
  /** The setting WEBHOOK_SIGNATURES. */
  isOn: boolean;
  isSecretKnown: boolean;
  /** Whether a webhook with a correct signature has arrived: nothing else can test the secret (real-cloud row 8). */
  isProved: boolean;
  /** Why the last webhook was refused; null if it was not. */
  refusal: SignatureRefusal | null;
}

export function checkSignatures({ isOn, isSecretKnown, isProved, refusal }: SignatureFacts): SetUpCheck {
  const what = 'signatures';
  if (!isOn) return fail({ what, rule: 'off' });
  if (!isSecretKnown) return fail({ what, rule: 'unknown' });
  if (refusal) return fail({ what, rule: refusal });
  return isProved ? pass({ what, rule: 'verified' }) : skipped({ what, rule: 'notSeen' });
}
