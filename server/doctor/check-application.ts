import type { Application } from '../applications/read-applications.js';
import type { ApplicationAtVonage, OwnedNumber, WebhookUrls } from '../vonage/account-api.js';
import { fail, pass, type SetUpCheck, skipped } from './set-up-check.js';

/** An application here, and what belongs to it. */
export interface Ours {
  application: Application;
  webhooks: WebhookUrls;
  /** Its numbers by our books, E.164 digits. */
  numbers: string[];
}

/** The same by Vonage. */
export interface AtVonage {
  /** Null if Vonage does not have it. */
  application: ApplicationAtVonage | null;
  /** Every number of the account; null if they could not be read. */
  numbers: OwnedNumber[] | null;
  /** Whether it has a user; null if Vonage refused to tell. */
  hasUsers: boolean | null;
}

const isSameKey = (one: string, other: string | null) => one.replace(/\s/g, '') === other?.replace(/\s/g, '');

/** Compares an application with what Vonage has of it. */
export function checkApplication({ application, webhooks, numbers }: Ours, vonage: AtVonage): SetUpCheck[] {
  const { name: about, publicKey, region } = application;
  const there = vonage.application;
  if (!there) return [fail({ what: 'webhooks', about, rule: 'gone' })];
  const same = (['answer', 'event', 'fallback'] as const).every((one) => there.webhooks[one] === webhooks[one]);
  const isOurKey = isSameKey(publicKey, there.publicKey);
  const set = there.region ?? region;
  return [
    same ? pass({ what: 'webhooks', about, rule: 'right' }) : fail({ what: 'webhooks', about, rule: 'differ' }),
    isOurKey ? pass({ what: 'keyPair', about, rule: 'right' }) : fail({ what: 'keyPair', about, rule: 'differs' }),
    set ? pass({ what: 'region', about, rule: 'set', detail: set }) : fail({ what: 'region', about, rule: 'unset' }),
    checkUsers(about, vonage.hasUsers),
    checkNumbers(about, numbers, application.vonageId, vonage.numbers),
  ];
}

function checkUsers(about: string, hasUsers: boolean | null): SetUpCheck {
  if (hasUsers === null) return fail({ what: 'users', about, rule: 'refused' });
  return hasUsers ? pass({ what: 'users', about, rule: 'some' }) : fail({ what: 'users', about, rule: 'none' });
}

function checkNumbers(about: string, ours: string[], vonageId: string, owned: OwnedNumber[] | null): SetUpCheck {
  const what = 'numbers';
  if (owned === null) return skipped({ what, about, rule: 'unknown' });
  if (ours.length === 0) return fail({ what, about, rule: 'none' });
  const isLinked = (msisdn: string) =>
    owned.some((one) => one.msisdn === msisdn && one.vonageApplicationId === vonageId);
  const lost = ours.filter((msisdn) => !isLinked(msisdn));
  if (lost.length > 0) return fail({ what, about, rule: 'notLinked', detail: lost.join(', ') });
  return pass({ what, about, rule: 'linked', detail: ours.join(', ') });
}
