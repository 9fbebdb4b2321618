import type { AccountApi } from '../vonage/account-api.js';
import { isRefusal } from '../vonage/vonage-errors.js';
import { fail, pass, type SetUpCheck, skipped } from './set-up-check.js';

/** EUR; with less a few calls end it. */
const LOW = 1;

/** Whether Vonage accepts key and secret, and whether there is money for calls. */
export async function checkAccount(api: AccountApi): Promise<SetUpCheck[]> {
  try {
    const balance = await api.balance();
    const money = { what: 'balance', detail: balance.toFixed(2) } as const;
    return [
      pass({ what: 'credentials', rule: 'accepted' }),
      balance < LOW ? fail({ ...money, rule: 'low' }) : pass({ ...money, rule: 'enough' }),
    ];
  } catch (error) {
    const rule = isRefusal(error, 401) ? 'refused' : 'unreachable';
    return [fail({ what: 'credentials', rule }), skipped({ what: 'balance', rule: 'unknown' })];
  }
}
